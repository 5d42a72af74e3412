import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { routes } from '../../../lambdas/analytics/contract.ts';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { savingsSummary } from '../../../lambdas/analytics/savings-summary/contract.ts';
import type { Route } from '../../../shared/http/route.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;
let own: string;
let foreign: string;
const ownExecutionId = randomUUID();
const executionId = randomUUID();

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(analyticsOperations, database.api);
  own = await createOrganization(database, { members: { alice: 'viewer' } });
  foreign = await createOrganization(database, { members: { bob: 'admin' } });
  await store(database, own, [{ id: ownExecutionId, tokens_used: 1 }]);
  await store(database, foreign, [{ id: executionId, tokens_used: 2 }]);
});
afterAll(() => database.drop());

describe.each<Route>(Object.values(routes))('$operationId', (route) => {
  const path: Record<string, string> = route.path.includes('{id}') ? { id: executionId } : {};
  // What-if needs a provider or a rule that does without.
  const required = route === routes.whatIf ? { rule: 'requested_model' } : examplesOfRequired(route);

  test('a member is answered', async () => {
    const response = await api.call({
      method: route.method,
      route: route.path,
      path: 'id' in path ? { id: ownExecutionId } : {},
      query: { ...required, organization_id: own },
    });
    expect(response.status).toBe(200);
  });

  test("another tenant's organization answers exactly as an unknown one, even to an operator", async () => {
    const request = { method: route.method, route: route.path, path };
    for (const operator of [false, true]) {
      const ofForeign = await api.call({
        ...request,
        operator,
        query: { ...required, organization_id: foreign },
      });
      const ofUnknown = await api.call({
        ...request,
        operator,
        query: { ...required, organization_id: randomUUID() },
      });
      expect(ofForeign.status).toBe(404);
      expect(ofForeign).toEqual(ofUnknown);
    }
  });

  test('without a token there is nothing to see', async () => {
    const response = await api.call({
      method: route.method,
      route: route.path,
      path,
      query: { ...required, organization_id: own },
      subject: null,
    });
    expect(response).toMatchObject({ status: 401, body: { type: 'urn:payback:problem:unauthorized' } });
  });
});

/** The parameters that a route insists on, besides the organization, as its documentation shows them. */
function examplesOfRequired({ query }: Route): Record<string, string> {
  const required = Object.entries(query?.shape ?? {}).filter(
    ([, schema]) => !z.safeParse(schema, undefined).success,
  );
  return Object.fromEntries(
    required.map(([name, schema]) => [name, String(z.globalRegistry.get(schema)?.['example'])]),
  );
}

test("another tenant's execution answers exactly as an unknown one", async () => {
  const route = '/api/v1/executions/{id}';
  const query = { organization_id: own };
  const ofForeign = await api.call({ route, path: { id: executionId }, query });
  expect(ofForeign.status).toBe(404);
  expect(ofForeign).toEqual(await api.call({ route, path: { id: randomUUID() }, query }));
});

test('no tenant outlives its request on the connection that the next one reuses', async () => {
  const backend = async () => {
    const { rows } = await database.api.transaction((transaction) =>
      transaction.query(`select pg_backend_pid() as pid, current_setting('app.organization_id', true) as organization,
        (select count(*)::integer from current_rollups) as rollups,
        (select count(*)::integer from task_executions) as executions,
        (select count(*)::integer from organizations) as organizations`),
    );
    return rows[0];
  };
  const before = await backend();
  const { tasks } = await api.result(savingsSummary, { query: { organization_id: own } });
  expect(tasks).toBe(1);
  const after = await backend();
  expect(after?.['pid']).toBe(before?.['pid']);
  expect(after).toMatchObject({ organization: '', rollups: 0, executions: 0, organizations: 0 });
});

test("inside a tenant's transaction no other tenant's rows exist, whatever the statement says", async () => {
  const { rows } = await database.api.transaction(async (transaction) => {
    await transaction.query("select set_config('app.organization_id', $1, true)", [own]);
    return transaction.query('select distinct organization_id from task_executions');
  });
  expect(rows).toEqual([{ organization_id: own }]);
});
