import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { getOrganization } from '../../../lambdas/organizations/contract.ts';
import { organizationsOperations } from '../../../lambdas/organizations/operations.ts';
import type { Database } from '../../../shared/database/database.ts';
import { createTestKey } from '../../support/api-keys.ts';
import { apiOf } from '../../support/api.ts';
import { createOrganization } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let organization: string;
let id: string;
let key: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  organization = await createOrganization(database, { members: { ada: 'admin' } });
  ({ id, key } = await createTestKey(apiOf(organizationsOperations, database.api), organization, 'ada', [
    'read',
  ]));
});

const ask = (connection: Database = database.api) =>
  apiOf(organizationsOperations, connection).call({
    route: getOrganization.path,
    path: { id: organization },
    key,
  });
async function lastUse(): Promise<number | null> {
  const { rows } = await database.admin.query(
    'select extract(epoch from now() - last_used_at)::float as age from api_keys where id = $1',
    [id],
  );
  return rows[0]?.age ?? null;
}
const used = (ago: string) =>
  database.admin.query('update api_keys set last_used_at = now() - $2::interval where id = $1', [id, ago]);

test('the first use is noted, and another one after a minute, not before', async () => {
  expect(await lastUse()).toBeNull();
  await ask();
  expect(await lastUse()).toBeLessThan(30);
  await used('59 seconds');
  await ask();
  expect(await lastUse()).toBeGreaterThanOrEqual(59);
  await used('61 seconds');
  await ask();
  expect(await lastUse()).toBeLessThan(30);
});

test('many at once note it without waiting for each other', async () => {
  const many = database.connectAs('payback_api', { connections: 8 });
  const answers = await Promise.all(Array.from({ length: 40 }, () => ask(many)));
  await many.end();
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await lastUse()).toBeLessThan(30);
});

test('a use that cannot be noted fails nothing', async () => {
  const response = await ask({ ...database.api, aside: () => Promise.reject(new Error('no writer')) });
  expect(response.status).toBe(200);
  expect(await lastUse()).toBeNull();
});

test('a writer that does not answer holds up nobody', async () => {
  const silent = Promise.withResolvers<never>();
  const response = await ask({ ...database.api, aside: () => silent.promise });
  expect(response.status).toBe(200);
  silent.reject(new Error('the end'));
});

test('a request that fails has used the key as well', async () => {
  const api = apiOf(organizationsOperations, database.api);
  const nowhere = { id: '0198c2a4-6f5e-7b1c-9d3e-5a2b7c8d9e0f' };
  expect(await api.call({ route: getOrganization.path, path: nowhere, key })).toMatchObject({ status: 404 });
  expect(await lastUse()).toBeLessThan(30);
});

test('a key that does not count is not noted', async () => {
  await database.admin.query('update api_keys set expires_at = now() where id = $1', [id]);
  expect((await ask()).status).toBe(401);
  expect(await lastUse()).toBeNull();
});
