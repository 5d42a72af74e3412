import { describe, expect, test } from '@jest/globals';
import { checksOf, LIMITS } from '../../command-line/commands/status.ts';
import { age, table } from '../../command-line/output.ts';
import { Trouble } from '../../command-line/trouble.ts';
import { templatesOf } from '../lib/synthesized.ts';

const well = {
  at: '2026-01-26T10:00:00.000Z',
  schema: '0038',
  pending_deltas: 0,
  pending_age: null,
  recalculations: 0,
  recalculation_age: null,
  erasures: 0,
  erasure_age: null,
  prices_age: 0,
  disputes: 0,
  partitions_ahead: LIMITS.partitionsAhead,
  retention_age: null,
  drifted_days: 0,
  rejected: 0,
  received: 0,
  organizations: 1,
  connections: 1,
  most_connections: 100,
  waiting: 0,
};
const none = { waiting: 0, inFlight: 0 };
const wrong = (changes: object, dead = none) =>
  checksOf({ ...well, ...changes }, none, dead)
    .filter(({ isWell }) => !isWell)
    .map(({ what }) => what);

describe('what is unhealthy', () => {
  test.each([
    [{}, []],
    [{ pending_age: LIMITS.pendingAge }, []],
    [{ pending_age: LIMITS.pendingAge + 1 }, ['Pending deltas']],
    [{ recalculation_age: LIMITS.recalculationAge }, []],
    [{ recalculation_age: LIMITS.recalculationAge + 1 }, ['Recalculations']],
    [{ erasure_age: LIMITS.erasureAge + 1 }, ['Erasures']],
    [{ prices_age: LIMITS.pricesAge }, []],
    [{ prices_age: LIMITS.pricesAge + 1 }, ['Prices taken over']],
    [{ prices_age: null }, ['Prices taken over']],
    [{ partitions_ahead: LIMITS.partitionsAhead - 1 }, ['Partitions ahead']],
    [{ partitions_ahead: null }, ['Partitions ahead']],
    [{ retention_age: LIMITS.retentionAge + 1 }, ['Retention decided']],
    [{ drifted_days: 1 }, ['Days that differ from their executions']],
    [{ received: 19, rejected: 19 }, []],
    [{ received: 20, rejected: 1 }, []],
    [{ received: 20, rejected: 2 }, ['Rejected since yesterday']],
    [{ connections: 80 }, []],
    [{ connections: 81 }, ['Connections']],
    [{ waiting: 1 }, ['Sessions that wait for a lock']],
  ])('%j: %j', (changes, expected) => expect(wrong(changes)).toEqual(expected));

  test('dead letters, also those that somebody looks at just now', () => {
    expect(wrong({}, { waiting: 0, inFlight: 1 })).toEqual(['Dead letters']);
  });

  test('what does not answer, beside all that does', () => {
    const dead = new Trouble('The function failed: no database', 'Its log says more.');
    const checks = checksOf(dead, none, none);
    expect(checks.map(({ what, isWell }) => [what, isWell])).toEqual([
      ['Queue', true],
      ['Dead letters', true],
      ['Database', false],
    ]);
    expect(checks[2]).toMatchObject({ value: 'The function failed: no database' });
    const silent = new Trouble('The queue cannot be asked.');
    expect(checksOf(well, silent, silent).filter(({ isWell }) => !isWell)).toMatchObject([
      { what: 'Queue', value: 'The queue cannot be asked.' },
      { what: 'Dead letters' },
    ]);
  });
});

test.each([
  [null, '–'],
  [0, '0 s'],
  [59, '59 s'],
  [60, '1 min'],
  [3_599, '59 min 59 s'],
  [3_600, '1 h'],
  [90_000, '1 d 1 h'],
])('an age of %p s is %s', (seconds, shown) => expect(age(seconds)).toBe(shown));

test('a table has numbers to the right, and says when it is empty', () => {
  expect(
    table(
      ['name', 'count'],
      [
        ['a', 1_000],
        ['longer', null],
      ],
      'none',
    )
      .split('\n')
      .slice(1),
  ).toEqual(['a       1,000', 'longer      –']);
  expect(table(['name'], [], 'There are none.')).toBe('There are none.');
});

test('the command line and the alarms call the same old', async () => {
  const { service } = await templatesOf('prod');
  const thresholdOf = (metric: string) =>
    Object.values(
      service.findResources('AWS::CloudWatch::Alarm', { Properties: { MetricName: metric } }),
    ).map(({ Properties }) => Properties.Threshold);
  expect(thresholdOf('OldestRecalculationAge')).toEqual([LIMITS.recalculationAge]);
  expect(thresholdOf('ErasureOldest')).toEqual([LIMITS.erasureAge]);
});
