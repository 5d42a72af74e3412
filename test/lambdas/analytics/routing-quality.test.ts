import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { getRoutingQuality } from '../../../lambdas/analytics/routing-quality/contract.ts';
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

const decision = (fields: Readonly<Record<string, unknown>>) => ({
  chosen_provider: 'fast',
  routing_strategy: 'cost_optimized',
  algorithm_version: '3.1',
  ...fields,
});
const quality = (organization_id: string, query: Readonly<Record<string, string>> = {}) =>
  api.result(getRoutingQuality, { query: { organization_id, ...query } });

test('estimates, choices and promises against what happened', async () => {
  const organization_id = await createOrganization(database, { timeZone: 'America/New_York' });
  const start_time = '2026-01-20T10:00:00Z';
  await store(database, organization_id, [
    {
      start_time,
      end_time: '2026-01-20T10:00:01.500Z',
      tokens_used: 1_000_000,
      routing_decision: decision({
        estimated_cost: 0.8,
        estimated_duration_ms: 2_000,
        potential_savings: 2.5,
        alternative_providers: [
          { provider: 'slow', estimated_cost: 3 },
          { provider: 'other', estimated_cost: 0.999999 },
        ],
      }),
    },
    {
      start_time,
      end_time: '2026-01-20T10:00:02.500Z',
      tokens_used: 3_000_000,
      routing_decision: decision({
        estimated_cost: 3.4,
        estimated_duration_ms: 2_000,
        potential_savings: 5.5,
        alternative_providers: [{ provider: 'slow', estimated_cost: 3 }, { provider: 'other' }],
      }),
    },
    // Paid for all the same; nothing was saved.
    {
      start_time,
      tokens_used: 1_000_000,
      success: false,
      routing_decision: decision({ estimated_cost: 1, potential_savings: 2, algorithm_version: null }),
    },
    { start_time, provider: 'nobody_prices_it', routing_decision: decision({ estimated_cost: 9 }) },
    { start_time },
    // The 19th in New York.
    { start_time: '2026-01-20T04:59:59Z', routing_decision: decision({ estimated_cost: 9 }) },
  ]);
  const answer = await quality(organization_id, { start_date: '2026-01-20', end_date: '2026-01-20' });
  expect(answer.overall).toEqual({
    decisions: 4,
    cost: {
      compared: 3,
      estimated_cost: 5.2,
      actual_cost: 5,
      bias: -0.066667,
      mean_absolute_error: 0.2,
      bias_percentage: -4,
      mean_absolute_error_percentage: 12,
      exact: {
        estimated_cost: '5.200000000000',
        actual_cost: '5.000000000000',
        absolute_error: '0.600000000000',
      },
    },
    duration: {
      compared: 2,
      bias_ms: 0,
      mean_absolute_error_ms: 500,
      bias_percentage: 0,
      mean_absolute_error_percentage: 25,
      exact: { estimated_ms: 4000, actual_ms: 4000, absolute_error_ms: 1000 },
    },
    choices: { judged: 2, optimal: 1, optimal_share: 0.5 },
    savings: {
      compared: 2,
      promised: 8,
      realized: 8,
      realized_percentage: 100,
      exact: { promised: '8.000000000000', realized: '8.000000000000' },
    },
  });
  expect(answer.by_algorithm_version.map((row) => [row.algorithm_version, row.decisions])).toEqual([
    ['3.1', 3],
    [null, 1],
  ]);
});

test('without decisions there is nothing to judge', async () => {
  const organization_id = await createOrganization(database);
  await store(database, organization_id, [{}]);
  const { overall, ...groups } = await quality(organization_id);
  expect(overall).toEqual({
    decisions: 0,
    cost: {
      compared: 0,
      estimated_cost: 0,
      actual_cost: 0,
      bias: null,
      mean_absolute_error: null,
      bias_percentage: null,
      mean_absolute_error_percentage: null,
      exact: { estimated_cost: '0', actual_cost: '0', absolute_error: '0' },
    },
    duration: {
      compared: 0,
      bias_ms: null,
      mean_absolute_error_ms: null,
      bias_percentage: null,
      mean_absolute_error_percentage: null,
      exact: { estimated_ms: 0, actual_ms: 0, absolute_error_ms: 0 },
    },
    choices: { judged: 0, optimal: 0, optimal_share: null },
    savings: {
      compared: 0,
      promised: 0,
      realized: 0,
      realized_percentage: null,
      exact: { promised: '0', realized: '0' },
    },
  });
  expect(groups).toMatchObject({ by_strategy: [], by_algorithm_version: [] });
});

test('savings that nobody promised, or nobody knows, are not $0', async () => {
  const organization_id = await createOrganization(database, { baseline: null });
  await store(database, organization_id, [{ routing_decision: decision({ potential_savings: 8 }) }]);
  const { overall } = await quality(organization_id);
  expect(overall).toMatchObject({
    decisions: 1,
    savings: {
      compared: 0,
      promised: null,
      realized: null,
      realized_percentage: null,
      exact: { promised: null, realized: null },
    },
  });
});

test('versions that a producer makes up crowd out neither the answer nor its totals', async () => {
  const organization_id = await createOrganization(database);
  const decisions = Array.from({ length: 600 }, (_, index) =>
    decision({ algorithm_version: `build-${index}` }),
  );
  await store(
    database,
    organization_id,
    decisions.map((routing_decision) => ({ routing_decision })),
  );
  const answer = await quality(organization_id);
  expect(answer.overall.decisions).toBe(600);
  expect(answer.by_strategy).toHaveLength(1);
  expect(answer.by_algorithm_version.length + answer.by_strategy_and_algorithm_version.length).toBe(998);
});

describe('of alternatives that are stored in any shape', () => {
  async function choicesAmong(alternatives: string) {
    const organization_id = await createOrganization(database);
    await store(database, organization_id, [{ tokens_used: 1_000_000, routing_decision: decision({}) }]);
    await database.admin.query(
      'update routing_decisions set alternative_providers = $2 where organization_id = $1',
      [organization_id, alternatives],
    );
    const { judged, optimal } = (await quality(organization_id)).overall.choices;
    return { judged, optimal };
  }

  test.each([
    '[]',
    'null',
    '7',
    '"text"',
    '{"estimated_cost": 0.1}',
    '[1, "a", null, true, [], {}]',
    '[[{"estimated_cost": 0.1}]]',
    '[{"estimated_cost": "0.1"}, {"estimated_cost": null}]',
    '[{"estimated_cost": [0.1]}, {"estimated_cost": {"usd": 0.1}}]',
  ])('%s has no estimate', async (alternatives) => {
    expect(await choicesAmong(alternatives)).toEqual({ judged: 0, optimal: 0 });
  });

  test.each([
    ['[{"estimated_cost": 1}]', 1],
    ['[{"estimated_cost": 0.999999999999999999999}]', 0],
    ['[{"estimated_cost": 1e300}, {"estimated_cost": "0.1"}, null]', 1],
    ['[{"estimated_cost": "0.1"}, 5, {"estimated_cost": 0.1}]', 0],
    ['[{"estimated_cost": -1}]', 0],
  ])('%s counts by its numbers: optimal %i', async (alternatives, optimal) => {
    expect(await choicesAmong(alternatives)).toEqual({ judged: 1, optimal });
  });
});
