import { afterEach, expect, jest, test } from '@jest/globals';
import * as z from 'zod';

// With the first, lines go through this console; but for the second, that would publish nothing.
process.env['POWERTOOLS_DEV'] = 'true';
process.env['POWERTOOLS_METRICS_DISABLED'] = 'false';
process.env['POWERTOOLS_METRICS_NAMESPACE'] = 'Payback';
process.env['POWERTOOLS_SERVICE_NAME'] = 'payback-test-apples';
const { count } = await import('../../../shared/metrics/metric.ts');
const { publish } = await import('../../../shared/metrics/publish.ts');

const metrics = {
  picked: count('ApplesPicked'),
  rotten: count('ApplesRotten'),
  age: { name: 'OldestApple', unit: 'Seconds' },
} as const;

const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
afterEach(() => {
  log.mockClear();
});

const published = () =>
  z
    .tuple([
      z.looseObject({
        _aws: z.object({
          CloudWatchMetrics: z.tuple([z.object({ Namespace: z.string(), Metrics: z.array(z.unknown()) })]),
        }),
      }),
    ])
    .parse(log.mock.calls.map(([line]): unknown => JSON.parse(String(line))))[0];

test('each value has the name and the unit of the table, all in one line', () => {
  publish(metrics, { picked: 3, rotten: 0, age: 61 });
  const line = published();
  expect(line).toMatchObject({
    service: 'payback-test-apples',
    ApplesPicked: 3,
    ApplesRotten: 0,
    OldestApple: 61,
  });
  expect(line._aws.CloudWatchMetrics[0]).toMatchObject({
    Namespace: 'Payback',
    Metrics: [
      { Name: 'ApplesPicked', Unit: 'Count' },
      { Name: 'ApplesRotten', Unit: 'Count' },
      { Name: 'OldestApple', Unit: 'Seconds' },
    ],
  });
});

test('what has no value is not published, nor what is in a result besides its metrics', () => {
  const result = { picked: 3, organizations: 7 };
  publish(metrics, result);
  expect(published()._aws.CloudWatchMetrics[0].Metrics).toEqual([
    expect.objectContaining({ Name: 'ApplesPicked' }),
  ]);
  expect(JSON.stringify(published())).not.toContain('7,');
});

test('values of one call are not in the line of the next', () => {
  publish(metrics, { rotten: 2 });
  log.mockClear();
  publish(metrics, { picked: 1 });
  expect(published()).not.toHaveProperty('ApplesRotten');
});

test('a name that is not in the table does not compile', () => {
  // @ts-expect-error No metric has that name.
  publish(metrics, { picked: 1, pickled: 1 });
  expect(published()).not.toHaveProperty('pickled');
});
