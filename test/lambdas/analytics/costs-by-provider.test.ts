import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { costsByProvider } from '../../../lambdas/analytics/costs-by-provider/contract.ts';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { savingsSummary } from '../../../lambdas/analytics/savings-summary/contract.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(analyticsOperations, database.api);
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000000000001' });
  await createPrice(database, { provider: 'middling', costPerUnit: '0.000001234567' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000012345679' });
});
afterAll(() => database.drop());

test('providers come largest cost first, each with what a compared task cost', async () => {
  const id = await createOrganization(database);
  await store(database, id, [
    { provider: 'fast', tokens_used: 1 },
    { provider: 'slow', tokens_used: 2_000_000 },
    { provider: 'slow', tokens_used: 1_000_000 },
    { provider: 'slow', tokens_used: 1_000_000, success: false },
    { provider: 'middling', tokens_used: 3_000_000 },
    { provider: 'unheard_of' },
  ]);
  const { providers, period } = await api.result(costsByProvider, { query: { organization_id: id } });
  expect(period).toEqual({ start: '2026-01-01', end: '2026-01-26' });
  expect(
    providers.map(({ provider, tasks, actual_cost, savings, failed_cost, avg_cost_per_task }) => [
      provider,
      tasks,
      actual_cost,
      savings,
      failed_cost,
      avg_cost_per_task,
    ]),
  ).toEqual([
    ['slow', 3, 37.04, 0, 12.35, 18.518519],
    ['middling', 1, 3.7, 33.33, 0, 3.703701],
    ['fast', 1, 0, 0, 0, 0],
    ['unheard_of', 1, null, null, 0, null],
  ]);
  expect(providers[2]?.exact.savings).toBe('0.000012345678');
});

test('on random executions every figure equals integer arithmetic to the last decimal', async () => {
  const id = await createOrganization(database);
  // Picodollars per token.
  const prices = new Map([
    ['fast', 1n],
    ['middling', 1_234_567n],
    ['slow', 12_345_679n],
  ]);
  const random = randomNumbers(20_260_126);
  const names = [...prices.keys()];
  const executions = Array.from({ length: 300 }, () => ({
    provider: names[random(3)] ?? 'fast',
    tokens_used: random(10_000_000),
    success: random(10) > 0,
    start_time: `2026-01-${String(1 + random(26)).padStart(2, '0')}T08:00:00Z`,
  }));
  await store(database, id, executions);

  const { providers } = await api.result(costsByProvider, { query: { organization_id: id } });
  for (const { provider, exact } of providers) {
    const own = executions.filter((execution) => execution.provider === provider);
    const tokens = sum(own.filter((execution) => execution.success));
    const failedTokens = sum(own.filter((execution) => !execution.success));
    const price = prices.get(provider) ?? 0n;
    expect(picodollarsOf(exact.actual_cost)).toBe(tokens * price);
    expect(picodollarsOf(exact.baseline_cost)).toBe(tokens * 12_345_679n);
    expect(picodollarsOf(exact.savings)).toBe(tokens * (12_345_679n - price));
    expect(picodollarsOf(exact.failed_cost)).toBe(failedTokens * price);
  }
  const { exact: total } = await api.result(savingsSummary, { query: { organization_id: id } });
  const addedUp = providers.reduce((savings, { exact }) => savings + picodollarsOf(exact.savings), 0n);
  expect(picodollarsOf(total.total_savings)).toBe(addedUp);
});

function sum(executions: readonly { readonly tokens_used: number }[]): bigint {
  return executions.reduce((tokens, execution) => tokens + BigInt(execution.tokens_used), 0n);
}

function picodollarsOf(decimal: string | null): bigint {
  const [whole = '0', fraction = ''] = (decimal ?? 'not known').split('.');
  return BigInt(whole + fraction.padEnd(12, '0'));
}

/** Whole numbers below a limit, the same ones for the same seed (a linear congruential generator). */
function randomNumbers(seed: number): (limit: number) => number {
  let state = BigInt(seed);
  return (limit) => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
    return Number((state >> 33n) % BigInt(limit));
  };
}
