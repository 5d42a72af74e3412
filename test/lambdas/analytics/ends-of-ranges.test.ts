import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { getCoverage } from '../../../lambdas/analytics/coverage/contract.ts';
import { costsByProvider } from '../../../lambdas/analytics/costs-by-provider/contract.ts';
import { listExecutions } from '../../../lambdas/analytics/executions/contract.ts';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { getRoutingQuality } from '../../../lambdas/analytics/routing-quality/contract.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(analyticsOperations, database.api);
});
afterAll(() => database.drop());

type Query = Readonly<Record<string, string>>;
const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
/** How many executions each reader finds, all of them decided by a router and none of them priced. */
async function found(query: Query) {
  const list = await api.result(listExecutions, { query });
  const { groups } = await api.result(getCoverage, { query });
  const { providers } = await api.result(costsByProvider, { query });
  const { overall } = await api.result(getRoutingQuality, { query });
  return {
    list: list.executions.length,
    unpriced: sum(groups.map((group) => group.executions)),
    costs: sum(providers.map((provider) => provider.tasks)),
    decisions: overall.decisions,
  };
}

test.each([
  ['2026-01-19T04:59:59.999999Z', false],
  ['2026-01-19T05:00:00Z', true],
  ['2026-01-21T04:59:59.999999Z', true],
  ['2026-01-21T05:00:00Z', false],
])('what started at %s is of the 19th and 20th in New York: %s', async (start_time, within) => {
  const organization_id = await createOrganization(database, { timeZone: 'America/New_York' });
  const routing_decision = { chosen_provider: 'nobody', routing_strategy: 'fastest' };
  await store(database, organization_id, [{ start_time, provider: 'nobody', routing_decision }]);
  const query = { organization_id, start_date: '2026-01-19', end_date: '2026-01-20' };
  const one = within ? 1 : 0;
  expect(await found(query)).toEqual({ list: one, unpriced: one, costs: one, decisions: one });
});
