import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { revokeApiKey } from '../../lambdas/organizations/api-keys/contract.ts';
import { organizationsOperations } from '../../lambdas/organizations/operations.ts';
import { listExecutions } from '../../lambdas/analytics/executions/contract.ts';
import { exportExecutions } from '../../lambdas/reports/executions-export/contract.ts';
import type { Limits } from '../../shared/http/limits.ts';
import { organizationId as schema } from '../../shared/http/schemas.ts';
import { createTestKey } from '../support/api-keys.ts';
import { apiOf, type Api } from '../support/api.ts';
import { createOrganization } from '../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { wholeApi } from './support/api.ts';

const MANY = { person: 1_000, organization: 1_000 };
const LIMITS: Limits = {
  requests: MANY,
  requests_per_minute: { person: 1_000, organization: 6 },
  what_ifs: MANY,
  exports: { person: 10, organization: 1 },
};

let database: TestDatabase;
let api: Api;
let organization: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = wholeApi(database.api);
  organization = await createOrganization(database, { members: { ada: 'admin' } });
});
afterAll(async () => {
  delete process.env['REQUEST_LIMITS'];
  await database.drop();
});

/** The same UUID with other letters in capitals. */
const spelled = (id: string, time: number): string =>
  id
    .split('')
    .map((digit, place) => ((place + time) % 3 === 0 ? digit.toUpperCase() : digit))
    .join('');

test('an id has one spelling, which files of exports and limits go by', () => {
  expect(schema.parse('0198C2A4-6f5e-7B1C-9D3E-5A2B7C8D9E0F')).toBe('0198c2a4-6f5e-7b1c-9d3e-5a2b7c8d9e0f');
});

test('the audit log has the id itself, however it was spelled', async () => {
  const { id } = await createTestKey(apiOf(organizationsOperations, database.api), organization, 'ada', [
    'read',
  ]);
  const path = { id: organization.toUpperCase(), key_id: id.toUpperCase() };
  await api.call({ method: revokeApiKey.method, route: revokeApiKey.path, subject: 'ada', path });
  const { rows } = await database.admin.query(
    "select organization_id, subject from audit_log where action = 'api_key.revoked'",
  );
  expect(rows).toEqual([{ organization_id: organization, subject: id }]);
});

test('another spelling leads around no limit of an organization', async () => {
  process.env['REQUEST_LIMITS'] = JSON.stringify(LIMITS);
  const ask = async (route: string, id: string, query = {}) =>
    (await api.call({ route, subject: 'ada', query: { organization_id: id, ...query } })).status;
  const holder = database.connectAs('payback_api');
  await holder.transaction(async ({ query }) => {
    await query("select take_place('organization exports ' || $1, 1)", [organization]);
    for (const id of [organization, organization.toUpperCase()]) {
      expect(await ask(exportExecutions.path, id, { format: 'csv' })).toBe(429);
    }
  });
  await holder.end();
  const statuses = [];
  for (let time = 0; time < 12; time += 1) {
    statuses.push(await ask(listExecutions.path, spelled(organization, time)));
  }
  expect(statuses.slice(6)).toEqual(Array.from({ length: 6 }, () => 429));
});
