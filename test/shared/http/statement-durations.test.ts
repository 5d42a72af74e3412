import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import * as z from 'zod';
import { route } from '../../../shared/http/route.ts';

// With the first, lines go through this console; but for the second, that would publish nothing.
process.env['POWERTOOLS_DEV'] = 'true';
process.env['POWERTOOLS_METRICS_DISABLED'] = 'false';
process.env['POWERTOOLS_METRICS_NAMESPACE'] = 'Payback';
process.env['POWERTOOLS_SERVICE_NAME'] = 'payback-test-runs';
const { operation } = await import('../../../shared/http/operation.ts');
const { apiOf } = await import('../../support/api.ts');
const { createTestDatabase } = await import('../../support/test-database.ts');

const run = route({
  operationId: 'run',
  summary: 'run',
  tag: 'run',
  method: 'POST',
  path: '/api/v1/run',
  body: z.array(z.string()),
  status: 204,
});
let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
afterEach(() => {
  log.mockClear();
});

/** Answers a request by these statements. @returns its status, and the durations of each published line */
async function running(...statements: readonly string[]) {
  const api = apiOf(
    (connection) => ({
      run: operation(run, async ({ body }) => {
        await connection.transaction(async ({ query }) => {
          for (const statement of body) await query(statement);
        });
      }),
    }),
    database.api,
  );
  const { status } = await api.call({ route: run.path, method: run.method, body: statements });
  const line = z.object({
    service: z.literal('payback-test-runs'),
    StatementDuration: z.union([z.array(z.number()), z.number().transform((only) => [only])]),
    _aws: z.object({ CloudWatchMetrics: z.tuple([z.object({ Metrics: z.tuple([z.unknown()]) })]) }),
  });
  const lines = log.mock.calls.map(([text]) => line.parse(JSON.parse(String(text))));
  return {
    status,
    units: lines.map(({ _aws }) => _aws.CloudWatchMetrics[0].Metrics[0]),
    durations: lines.map(({ StatementDuration }) => StatementDuration),
  };
}

test('how long each statement of a request took is in one line, without what begins and ends the transaction', async () => {
  const { status, durations, units } = await running('select pg_sleep(0.2)', 'select 1');
  expect(status).toBe(204);
  expect(durations).toEqual([[expect.any(Number), expect.any(Number)]]);
  const [[slow = 0, fast = 0] = []] = durations;
  expect(slow).toBeGreaterThanOrEqual(200);
  expect(fast).toBeLessThan(slow);
  expect(units).toEqual([expect.objectContaining({ Name: 'StatementDuration', Unit: 'Milliseconds' })]);
});

test('a statement that fails is counted, whatever the answer', async () => {
  const { status, durations } = await running('select pg_sleep(0.1)', 'select 1 / 0');
  expect(status).toBe(500);
  expect(durations).toEqual([[expect.any(Number), expect.any(Number)]]);
});

test('a request without a statement, or after others, publishes none of theirs', async () => {
  expect((await running()).durations).toEqual([]);
  await running('select 1');
  log.mockClear();
  expect((await running('select 1')).durations).toEqual([[expect.any(Number)]]);
});

test.each([
  [99, [99]],
  [100, [100]],
  [201, [100, 100, 1]],
])('%i statements are lines of at most a hundred', async (count, lines) => {
  const { durations } = await running(...Array.from({ length: count }, () => 'select 1'));
  expect(durations.map(({ length }) => length)).toEqual(lines);
});
