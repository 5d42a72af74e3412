import { describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { LIMITS, type Figures, type Status } from '../../command-line/commands/status/check.ts';
import { checksOf, type Parts } from '../../command-line/commands/status/checks.ts';
import { age, table } from '../../command-line/output.ts';
import { Trouble } from '../../command-line/trouble.ts';
import { scheduledJobs } from '../../shared/schedules/contract.ts';
import { templatesOf } from '../lib/synthesized.ts';

const DAY = 86_400;
const runs = Object.keys(scheduledJobs).map((job) => ({
  job,
  succeeded_age: 60,
  seconds: 0.2,
  failed_age: null,
  failure: null,
}));
const figures: Figures = {
  schema: '0041',
  runs_known: 2 * DAY,
  runs,
  pending_deltas: 0,
  pending_age: null,
  recalculations: 0,
  recalculation_age: null,
  erasures: 0,
  erasure_age: null,
  prices_age: 0,
  refused_lists: 0,
  disputes: 0,
  partitions_ahead: LIMITS.partitionsAhead,
  retention_age: null,
  drifted_days: 0,
  rejected: 0,
  received: 0,
  organizations: 1,
  sockets: 0,
  watch_age: null,
};
const server: Status = {
  at: '2026-01-26T10:00:00.000Z',
  read_only: false,
  connections: 1,
  most_connections: 100,
  sessions: [],
  figures,
  failure: null,
};
const none = { waiting: 0, inFlight: 0, oldest: null };
const well: Parts = { status: server, queue: none, deadLetters: none, api: 'ok', runningFor: Infinity };
const session = {
  pid: 7,
  role: 'payback_ingest',
  application: null,
  state: 'active',
  waits_for: null,
  transaction_seconds: 1,
  state_seconds: 1,
  blocked_by: [],
  holds: [],
};

const wrongOf = (parts: Partial<Parts>) => checksOf({ ...well, ...parts }).filter(({ isWell }) => !isWell);
const wrong = (parts: Partial<Parts>) => wrongOf(parts).map(({ what }) => what);
const withFigures = (changes: Partial<Figures>): Partial<Parts> => ({
  status: { ...server, figures: { ...figures, ...changes } },
});

describe('what is unhealthy', () => {
  test.each<[Partial<Figures>, string[]]>([
    [{}, []],
    [{ pending_age: LIMITS.pendingAge }, []],
    [{ pending_age: LIMITS.pendingAge + 1 }, ['Pending deltas']],
    [{ recalculation_age: LIMITS.recalculationAge }, []],
    [{ recalculation_age: LIMITS.recalculationAge + 1 }, ['Recalculations']],
    [{ erasure_age: LIMITS.erasureAge + 1 }, ['Erasures']],
    [{ prices_age: LIMITS.pricesAge }, []],
    [{ prices_age: LIMITS.pricesAge + 1 }, ['Prices taken over']],
    [{ prices_age: null }, ['Prices taken over']],
    [{ refused_lists: 1 }, ['Price lists refused']],
    // Somebody decides each; the demo has some.
    [{ disputes: 2 }, []],
    [{ partitions_ahead: LIMITS.partitionsAhead - 1 }, ['Partitions ahead']],
    [{ partitions_ahead: null }, ['Partitions ahead']],
    [{ retention_age: LIMITS.retentionAge + 1 }, ['Retention decided']],
    [{ drifted_days: 1 }, ['Days that differ from their executions']],
    [{ received: 19, rejected: 19 }, []],
    [{ received: 20, rejected: 1 }, []],
    [{ received: 20, rejected: 2 }, ['Rejected since yesterday']],
    [{ sockets: 1, watch_age: LIMITS.watchAge }, []],
    [{ sockets: 1, watch_age: LIMITS.watchAge + 1 }, ['Live dashboards']],
    [{ sockets: 1 }, ['Live dashboards']],
  ])('of the tables, %j: %j', (changes, expected) => expect(wrong(withFigures(changes))).toEqual(expected));

  test.each<[Partial<Status>, string[]]>([
    [{ connections: 80 }, []],
    [{ connections: 81 }, ['Connections']],
    [{ read_only: true }, ['Database']],
    [{ figures: null, failure: 'canceling statement due to lock timeout' }, ['Tables']],
  ])('of the server, %j: %j', (changes, expected) =>
    expect(wrong({ status: { ...server, ...changes } })).toEqual(expected),
  );

  test.each<[Partial<Parts>, string[]]>([
    [{ queue: { waiting: 9, inFlight: 0, oldest: LIMITS.queueAge } }, []],
    [{ queue: { waiting: 9, inFlight: 0, oldest: LIMITS.queueAge + 1 } }, ['Queue']],
    // CloudWatch tells of a minute ago.
    [{ queue: { waiting: 0, inFlight: 0, oldest: LIMITS.queueAge + 1 } }, []],
    [{ queue: { waiting: 9, inFlight: 0, oldest: new Trouble('nobody knows') } }, []],
    // Also those that somebody looks at just now.
    [{ deadLetters: { waiting: 0, inFlight: 1, oldest: 7 } }, ['Dead letters']],
    [{ api: new Trouble('The API answers 503') }, ['API']],
  ])('of messages and the API, case %#', (parts, expected) => expect(wrong(parts)).toEqual(expected));
});

describe('who holds others up', () => {
  const ofSessions = (...sessions: Status['sessions']) => wrongOf({ status: { ...server, sessions } });

  test('is named with what it does, and what it holds', () => {
    const holder = {
      ...session,
      role: 'payback_api',
      state: 'idle in transaction',
      holds: ['pricing inputs ShareLock'],
    };
    const middle = { ...session, pid: 8, state_seconds: LIMITS.lockWait + 1, blocked_by: [7] };
    const last = { ...session, pid: 9, blocked_by: [8] };
    expect(ofSessions(holder, middle, last)).toMatchObject([
      {
        what: 'Locks',
        value:
          '2 wait, for up to 6 s, for pid 7 (payback_api, idle in transaction, for 1 s, holds pricing inputs ShareLock)',
        runbook: 'The database is busy',
      },
    ]);
    expect(ofSessions(holder, { ...middle, state_seconds: LIMITS.lockWait })).toEqual([]);
  });

  test.each([
    [{ state: 'idle in transaction', state_seconds: LIMITS.idleTransaction }, []],
    [{ state: 'idle in transaction', state_seconds: LIMITS.idleTransaction + 1 }, ['Idle transactions']],
    [{ state: 'idle in transaction (aborted)', state_seconds: 3_600 }, ['Idle transactions']],
    [{ state: 'active', state_seconds: LIMITS.idleTransaction + 1 }, []],
    [{ transaction_seconds: LIMITS.transaction }, []],
    [{ transaction_seconds: LIMITS.transaction + 1 }, ['Longest transaction']],
  ])('by its age: %j: %j', (changes, expected) =>
    expect(ofSessions({ ...session, ...changes }).map(({ what }) => what)).toEqual(expected),
  );
});

describe('jobs of schedules', () => {
  const ofJob = (job: string, changes: object, parts: Partial<Parts> = {}) =>
    wrong({
      ...withFigures({ runs: runs.map((each) => (each.job === job ? { ...each, ...changes } : each)) }),
      ...parts,
    });

  test.each(Object.entries(scheduledJobs))('%s that has not ended well for %p s is named', (job, limit) => {
    expect(ofJob(job, { succeeded_age: limit })).toEqual([]);
    expect(ofJob(job, { succeeded_age: limit + 1 })).toEqual([`Job ${job}`]);
  });

  test('a single run that failed is made up for by the next where there is one soon', () => {
    const failed = { failed_age: 5, failure: 'error 57014' };
    expect(ofJob('rollup', failed)).toEqual([]);
    expect(ofJob('price-audit', failed)).toEqual(['Job price-audit']);
    expect(ofJob('price-audit', { ...failed, failed_age: 61 })).toEqual([]);
  });

  test('one that never ran is late by when it could first be known, and by what runs here', () => {
    const never = { runs: runs.filter(({ job }) => job !== 'retention') };
    expect(wrong(withFigures(never))).toEqual(['Job retention']);
    expect(wrong(withFigures({ ...never, runs_known: DAY }))).toEqual([]);
    const week = { succeeded_age: 7 * DAY };
    expect(ofJob('retention', week, { runningFor: DAY })).toEqual([]);
    expect(ofJob('retention', week, { runningFor: 2 * DAY })).toEqual(['Job retention']);
  });

  test('are all that the templates call, but the watch of dashboards, which has a row of its own', async () => {
    const { service } = await templatesOf('prod');
    const called = Object.values(service.findResources('AWS::Scheduler::Schedule')).map(({ Properties }) =>
      String(Properties.Target.Arn['Fn::GetAtt'][0]),
    );
    const functions = service.findResources('AWS::Lambda::Function');
    const names = new Set(
      called.map((id) => String(functions[id]?.['Properties'].FunctionName).replace('payback-prod-', '')),
    );
    expect([...names].toSorted()).toEqual([...Object.keys(scheduledJobs), 'live-watch'].toSorted());
  });
});

test('what does not answer is a row, beside all that does', () => {
  const dead = new Trouble('The function failed: no database', 'Its log says more.');
  expect(checksOf({ ...well, status: dead }).map(({ what, isWell }) => [what, isWell])).toEqual([
    ['API', true],
    ['Queue', true],
    ['Dead letters', true],
    ['Database', false],
  ]);
  expect(wrongOf({ status: dead })).toMatchObject([{ value: 'The function failed: no database' }]);
  // The API's answer has asked the database.
  expect(wrongOf({ status: dead })).toMatchObject([
    { runbook: 'The command line does not answer', hint: 'Its log says more.' },
  ]);
  expect(wrongOf({ status: dead, api: new Trouble('x') })).toMatchObject([
    { what: 'API' },
    { runbook: 'The database cannot be reached' },
  ]);
  const silent = new Trouble('The queue cannot be asked.');
  expect(wrongOf({ queue: silent, deadLetters: silent })).toMatchObject([
    { what: 'Queue', value: 'The queue cannot be asked.' },
    { what: 'Dead letters' },
  ]);
});

test('each row names a heading of the runbook', async () => {
  const runbook = await readFile('docs/runbook.md', 'utf8');
  const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  const checks = [
    ...checksOf(well),
    ...checksOf({ ...well, status: new Trouble('x'), api: new Trouble('x') }),
    ...checksOf({ ...well, status: { ...server, figures: null, failure: 'x' } }),
  ];
  expect(checks.map(({ runbook: named }) => named).filter((named) => !headings.includes(named))).toEqual([]);
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
  const thresholdsOf = (metric: string) =>
    Object.values(
      service.findResources('AWS::CloudWatch::Alarm', { Properties: { MetricName: metric } }),
    ).map(({ Properties }) => Properties.Threshold);
  expect(thresholdsOf('ApproximateAgeOfOldestMessage')).toEqual([LIMITS.queueAge]);
  expect(thresholdsOf('OldestRecalculationAge')).toEqual([LIMITS.recalculationAge]);
  expect(thresholdsOf('ErasureOldest')).toEqual([LIMITS.erasureAge]);
  expect(thresholdsOf('PendingDeltasAge')).toEqual([LIMITS.pendingAge]);
});
