import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createOrganization as create } from '../../../lambdas/organizations/contract.ts';
import { organizationsOperations } from '../../../lambdas/organizations/operations.ts';
import {
  deleteProducer,
  deleteSharedProducer,
  getSharedProducer,
  listProducers,
  listSharedProducers,
  putProducer,
  putSharedProducer,
} from '../../../lambdas/organizations/producers/contract.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const ROUTER = 'AROAROUTER00000000001';
const BATCH = 'AROABATCH000000000001';
const SHARED = 'AIDASHARED00000000001';
const STRANGER = 'AROASTRANGER000000001';

let database: TestDatabase;
let api: Api;
let id: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(organizationsOperations, database.api);
});
afterAll(() => database.drop());

const ann = { subject: 'ann' };
const olga = { subject: 'olga', operator: true };

beforeEach(async () => {
  await database.admin.query('delete from producers');
  id = await createOrganization(database, { members: { ann: 'admin', vic: 'viewer' } });
});

const put = (principal: string, name?: string) =>
  api.result(putProducer, { ...ann, path: { id, principal }, body: name === undefined ? {} : { name } });
const list = (query: Record<string, string> = {}, by = 'vic') =>
  api.result(listProducers, { subject: by, path: { id }, query });
const remove = (principal: string) =>
  api.call({ method: 'DELETE', route: deleteProducer.path, path: { id, principal }, ...ann });

async function auditLog() {
  const { rows } = await database.admin.query(
    'select actor, action, subject, details from audit_log where organization_id = $1 order by id',
    [id],
  );
  return rows;
}

test('an admin registers, renames and removes producers; repeating it changes nothing', async () => {
  expect(await put(ROUTER)).toMatchObject({
    organization_id: id,
    principal: ROUTER,
    name: null,
    created_by: 'ann',
  });
  const { created_at: createdAt } = await put(ROUTER);
  expect(await put(ROUTER, 'router eu-1')).toMatchObject({ name: 'router eu-1', created_at: createdAt });
  expect(await remove(ROUTER)).toMatchObject({ status: 204 });
  expect(await remove(ROUTER)).toMatchObject({ status: 404 });
  expect(await auditLog()).toEqual([
    { actor: 'ann', action: 'producer.put', subject: ROUTER, details: { name: null } },
    { actor: 'ann', action: 'producer.put', subject: ROUTER, details: { name: 'router eu-1' } },
    { actor: 'ann', action: 'producer.deleted', subject: ROUTER, details: {} },
  ]);
});

test('the first producer closes the organization to others, and removing it opens it to nobody', async () => {
  expect(await list()).toMatchObject({ enforced: false });
  await put(ROUTER);
  expect(await list()).toMatchObject({ enforced: true });
  await remove(ROUTER);
  expect(await list()).toMatchObject({ enforced: true, producers: [] });
});

test.each([
  [true, true],
  [false, false],
])(
  'where the stage says %s, a new organization is closed from the beginning: %s',
  async (producersEnforced, enforced) => {
    const settled = apiOf(
      (connection) => organizationsOperations(connection, { producersEnforced }),
      database.api,
    );
    ({ id } = await settled.result(create, {
      ...olga,
      body: { name: 'New', baseline: { provider: 'slow' } },
    }));
    expect(await api.result(listProducers, { ...olga, path: { id } })).toMatchObject({ enforced });
  },
);

test('the list has those of the organization, those of all, and who has sent without being either', async () => {
  await api.result(putSharedProducer, { ...olga, path: { principal: SHARED }, body: { name: 'shared' } });
  await put(ROUTER, 'own');
  await database.admin.query('update organizations set producers_enforced = false where id = $1', [id]);
  await store(database, id, [{}, {}], '2026-01-26T10:00:00Z', `${ROUTER}:session`);
  await store(database, id, [{}], '2026-01-26T11:00:00Z', ROUTER);
  await store(database, id, [{}], '2026-01-26T09:00:00Z', STRANGER);
  expect((await list()).producers).toEqual([
    {
      principal: SHARED,
      name: 'shared',
      registered: 'everywhere',
      created_by: 'olga',
      created_at: expect.any(String),
      executions: 0,
      last_received_at: null,
    },
    {
      principal: ROUTER,
      name: 'own',
      registered: 'organization',
      created_by: 'ann',
      created_at: expect.any(String),
      executions: 3,
      last_received_at: '2026-01-26T11:00:00.000Z',
    },
    {
      principal: STRANGER,
      name: null,
      registered: null,
      created_by: null,
      created_at: null,
      executions: 1,
      last_received_at: '2026-01-26T09:00:00.000Z',
    },
  ]);
});

test('both lists are read page by page', async () => {
  const principals = [BATCH, ROUTER, STRANGER];
  for (const principal of principals) {
    await put(principal);
    await api.result(putSharedProducer, { ...olga, path: { principal }, body: {} });
  }
  const first = await list({ limit: '2' });
  const second = await list({ limit: '2', cursor: first.next_cursor ?? '' });
  expect([...first.producers, ...second.producers].map(({ principal }) => principal)).toEqual(principals);
  expect(second.next_cursor).toBeNull();
  const shared = await api.result(listSharedProducers, { ...olga, query: { limit: '2' } });
  const rest = await api.result(listSharedProducers, {
    ...olga,
    query: { limit: '2', cursor: shared.next_cursor ?? '' },
  });
  expect([...shared.producers, ...rest.producers].map(({ principal }) => principal)).toEqual(principals);
});

test('operators alone register those that serve all; that neither opens nor closes an organization', async () => {
  const path = { principal: SHARED };
  await api.result(putSharedProducer, { ...olga, path, body: { name: 'all' } });
  expect(await api.result(getSharedProducer, { ...olga, path })).toMatchObject({
    principal: SHARED,
    name: 'all',
  });
  expect(await list()).toMatchObject({ enforced: false });
  expect((await api.problem(putSharedProducer, { ...ann, path, body: {} })).status).toBe(403);
  const call = { method: deleteSharedProducer.method, route: deleteSharedProducer.path, path };
  expect(await api.call({ ...call, ...ann })).toMatchObject({ status: 403 });
  expect(await api.call({ ...call, ...olga })).toMatchObject({ status: 204 });
  expect(await api.call({ ...call, ...olga })).toMatchObject({ status: 404 });
  expect((await api.problem(getSharedProducer, { ...olga, path })).status).toBe(404);
});

test('an admin cannot remove what an operator has registered for all', async () => {
  await api.result(putSharedProducer, { ...olga, path: { principal: SHARED }, body: {} });
  expect(await remove(SHARED)).toMatchObject({ status: 404 });
  expect((await list()).producers).toHaveLength(1);
});

describe('what is no principal is refused by name', () => {
  test.each([
    'arn:aws:iam::123456789012:role/router',
    'AROAROUTER00000000001:session',
    '123456789012',
    'AROASHORT',
    'aroarouter00000000001',
    `AROA${'A'.repeat(125)}`,
    'AKI-ROUTER00000000001',
  ])('%s', async (principal) => {
    const problem = await api.problem(putProducer, { ...ann, path: { id, principal }, body: {} });
    expect(problem).toMatchObject({ status: 400, errors: [{ parameter: 'principal' }] });
  });
});
