import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { listOrganizations } from '../../lambdas/organizations/contract.ts';
import { organizationsOperations } from '../../lambdas/organizations/operations.ts';
import { createApiKey } from '../../shared/api-keys/api-key.ts';
import type { Limits } from '../../shared/http/limits.ts';
import { createTestKey } from '../support/api-keys.ts';
import { apiOf, type Api } from '../support/api.ts';
import { createOrganization } from '../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const MANY = { person: 1_000, organization: 1_000 };
const LIMITS: Limits = {
  requests: { person: 1, organization: 1_000 },
  requests_per_minute: { person: 5, organization: 1_000 },
  what_ifs: MANY,
  exports: MANY,
};

let database: TestDatabase;
let api: Api;
let real: { readonly id: string; readonly key: string };
/** Of the same id, which is no secret: everybody who sees what a key has done sees it. */
let forged: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(organizationsOperations, database.api);
  const organization = await createOrganization(database, { members: { ada: 'admin' } });
  real = await createTestKey(api, organization, 'ada', ['read']);
  forged = createApiKey(real.id).key;
  process.env['REQUEST_LIMITS'] = JSON.stringify(LIMITS);
});
afterAll(async () => {
  delete process.env['REQUEST_LIMITS'];
  await database.drop();
});

const ask = async (key: string) => (await api.call({ route: listOrganizations.path, key })).status;

test('a forged key with the id of a real one uses up nothing of it', async () => {
  const { hash } = createApiKey(real.id);
  const holder = database.connectAs('payback_api');
  await holder.transaction(async ({ query }) => {
    // A request with another one is under way.
    await query(
      "select take_place('person requests ' || $1, 1), take_place('person requests api-key:' || $2, 1)",
      [hash, real.id],
    );
    expect(await ask(real.key)).toBe(200);
  });
  await holder.end();
  const statuses = [];
  for (let time = 0; time < 7; time += 1) statuses.push(await ask(forged));
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  expect(await ask(real.key)).toBe(200);
});

test('a real key has its own limits', async () => {
  const statuses = [];
  for (let time = 0; time < 7; time += 1) statuses.push(await ask(real.key));
  expect(statuses).toContain(429);
});
