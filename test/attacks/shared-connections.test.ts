import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listExecutions } from '../../lambdas/analytics/executions/contract.ts';
import { savingsSummary } from '../../lambdas/analytics/savings-summary/contract.ts';
import type { Database } from '../../shared/database/database.ts';
import { createOrganization, store } from '../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { wholeApi } from './support/api.ts';

const TENANTS = 400;
const CONNECTIONS = 4;

let database: TestDatabase;
let shared: Database;
let organizations: readonly string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  shared = database.connectAs('payback_api', { connections: CONNECTIONS });
  organizations = await Promise.all(
    Array.from({ length: TENANTS }, (_, index) =>
      createOrganization(database, { name: `tenant-${index}`, members: { [`subject-${index}`]: 'viewer' } }),
    ),
  );
  // Each has as many executions as its number says, of three sizes so that neighbours differ.
  for (const [index, organization] of organizations.entries()) {
    const executions = Array.from({ length: 1 + (index % 3) }, () => ({ task_id: `task-of-${index}` }));
    await store(database, organization, executions);
  }
});
afterAll(async () => {
  await shared.end();
  await database.drop();
});

test(`${TENANTS} tenants at once on ${CONNECTIONS} connections each see their own alone`, async () => {
  const api = wholeApi(shared);
  const query = { start_date: '2026-01-01', end_date: '2026-01-26' };
  const seen = await Promise.all(
    organizations.flatMap((organization_id, index) => {
      const asked = { subject: `subject-${index}`, query: { ...query, organization_id } };
      const neighbour = organizations[(index + 1) % TENANTS] ?? '';
      return [
        api.result(savingsSummary, asked).then(({ tasks }) => tasks === 1 + (index % 3)),
        api
          .result(listExecutions, asked)
          .then(({ executions }) => executions.every(({ task_id: task }) => task === `task-of-${index}`)),
        // Those who ask for what is not theirs leave nothing behind on the connection either.
        api
          .call({ ...asked, route: savingsSummary.path, query: { ...query, organization_id: neighbour } })
          .then(({ status }) => status === 404),
      ];
    }),
  );
  expect(seen).toHaveLength(3 * TENANTS);
  expect(seen.filter((right) => !right)).toEqual([]);
});
