import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type * as z from 'zod';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { getRoutingQuality } from '../../../lambdas/analytics/routing-quality/contract.ts';
import type { quality } from '../../../shared/figures/routing/contract.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(analyticsOperations, database.api);
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000003' });
});
afterAll(() => database.drop());

/** Money is in millionths of a dollar: one a token, three a token of the baseline. */
const micros = fc.integer({ min: -5_000, max: 20_000 });
const executions = fc.array(
  fc.record({
    known: fc.boolean(),
    success: fc.boolean(),
    tokens: fc.nat(10_000),
    duration: fc.nat(10_000),
    strategy: fc.constantFrom('a', 'b'),
    version: fc.constantFrom(null, '1', '2'),
    estimate: fc.option(micros),
    estimatedDuration: fc.option(fc.nat(10_000)),
    alternatives: fc.array(fc.option(micros), { maxLength: 3 }),
    promise: fc.option(micros),
  }),
  { minLength: 1, maxLength: 40 },
);
type Quality = z.output<typeof quality>;
interface Routed {
  readonly known: boolean;
  readonly success: boolean;
  readonly tokens: number;
  readonly duration: number;
  readonly strategy: string;
  readonly version: string | null;
  readonly estimate: number | null;
  readonly estimatedDuration: number | null;
  readonly alternatives: readonly (number | null)[];
  readonly promise: number | null;
}

const inDollars = (millionths: number) => (millionths / 1e6).toFixed(12);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => (values.length === 0 ? null : sum(values) / values.length);
const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null);

/** One execution at a time, in whole numbers. */
function expectedQuality(list: readonly Routed[]) {
  const costs = list.filter((item) => item.known && item.estimate !== null);
  const durations = list.filter((item) => item.estimatedDuration !== null);
  const judged = list.filter((item) => item.known && known(item.alternatives).length > 0);
  const promises = list.filter((item) => item.known && item.success && item.promise !== null);
  const errors = costs.map((item) => item.tokens - (item.estimate ?? 0));
  const delays = durations.map((item) => item.duration - (item.estimatedDuration ?? 0));
  return {
    decisions: list.length,
    compared: [costs.length, durations.length, judged.length, promises.length],
    exact: [
      sum(known(costs.map((item) => item.estimate))),
      sum(costs.map((item) => item.tokens)),
      sum(errors.map(Math.abs)),
      sum(known(promises.map((item) => item.promise))),
      sum(promises.map((item) => 2 * item.tokens)),
    ].map(inDollars),
    optimal: judged.filter((item) => Math.min(...known(item.alternatives)) >= item.tokens).length,
    means: [mean(errors), mean(errors.map(Math.abs)), mean(delays), mean(delays.map(Math.abs))],
  };
}

function summarized(row: Quality) {
  const { cost, duration, choices, savings } = row;
  const millionths = (dollars: number | null) => (dollars === null ? null : dollars * 1e6);
  const sums = [
    cost.exact.estimated_cost,
    cost.exact.actual_cost,
    cost.exact.absolute_error,
    savings.exact.promised,
    savings.exact.realized,
  ];
  return {
    decisions: row.decisions,
    compared: [cost.compared, duration.compared, choices.judged, savings.compared],
    exact: sums.map((text) => Number(text).toFixed(12)),
    optimal: choices.optimal,
    means: [
      millionths(cost.bias),
      millionths(cost.mean_absolute_error),
      duration.bias_ms,
      duration.mean_absolute_error_ms,
    ],
  };
}

function expectSame(row: Quality, list: readonly Routed[]): void {
  const { means, ...counted } = summarized(row);
  const { means: expectedMeans, ...expected } = expectedQuality(list);
  expect(counted).toEqual(expected);
  // Rounded to a millionth of a dollar and a hundredth of a millisecond.
  for (const [index, value] of expectedMeans.entries()) {
    if (value === null) expect(means[index]).toBeNull();
    else expect(Math.abs((means[index] ?? NaN) - value)).toBeLessThan(0.51);
  }
}

test('random decisions: overall and each group are what their executions add up to', async () => {
  await fc.assert(
    fc.asyncProperty(executions, async (list) => {
      const organization_id = await createOrganization(database);
      const start = Date.parse('2026-01-20T10:00:00Z');
      const sent = list.map((item) => ({
        provider: item.known ? 'fast' : 'nobody_prices_it',
        success: item.success,
        tokens_used: item.tokens,
        end_time: new Date(start + item.duration).toISOString(),
        routing_decision: {
          chosen_provider: 'fast',
          routing_strategy: item.strategy,
          algorithm_version: item.version,
          estimated_cost: item.estimate === null ? null : item.estimate / 1e6,
          estimated_duration_ms: item.estimatedDuration,
          potential_savings: item.promise === null ? null : item.promise / 1e6,
          alternative_providers: item.alternatives.map((estimate) => ({
            provider: 'slow',
            estimated_cost: estimate === null ? null : estimate / 1e6,
          })),
        },
      }));
      await store(database, organization_id, sent);
      const answer = await api.result(getRoutingQuality, { query: { organization_id } });

      expectSame(answer.overall, list);
      for (const row of answer.by_strategy) {
        expectSame(
          row,
          list.filter((item) => item.strategy === row.routing_strategy),
        );
      }
      for (const row of answer.by_algorithm_version) {
        expectSame(
          row,
          list.filter((item) => item.version === row.algorithm_version),
        );
      }
      for (const row of answer.by_strategy_and_algorithm_version) {
        const { routing_strategy: strategy, algorithm_version: version } = row;
        expectSame(
          row,
          list.filter((item) => item.strategy === strategy && item.version === version),
        );
      }
      for (const groups of [
        answer.by_strategy,
        answer.by_algorithm_version,
        answer.by_strategy_and_algorithm_version,
      ]) {
        expect(sum(groups.map((row) => row.decisions))).toBe(list.length);
      }
    }),
    { numRuns: 30 },
  );
});
