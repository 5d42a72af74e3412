import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { deleteMember, listMembers, putMember } from '../../../lambdas/organizations/contract.ts';
import { organizationsOperations } from '../../../lambdas/organizations/operations.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, testHashes } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { textDump } from '../../support/text-dump.ts';

let database: TestDatabase;
let api: Api;
let id: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const settings = { producersEnforced: false, hashesOf: testHashes };
  api = apiOf((connection) => organizationsOperations(connection, settings), database.api);
});
beforeEach(async () => {
  id = await createOrganization(database, { members: { ann: 'admin', vic: 'viewer' } });
});
afterAll(() => database.drop());

const put = (subject: string, userId?: string | null, by = 'ann', organization = id) => ({
  path: { id: organization, subject },
  subject: by,
  body: {
    role: subject === 'ann' ? 'admin' : 'viewer',
    ...(userId === undefined ? {} : { user_id: userId }),
  },
});
const linked = async (subject: string, userId?: string | null) =>
  (await api.result(putMember, put(subject, userId))).linked_users;

async function entries(): Promise<unknown[]> {
  const { rows } = await database.admin.query(
    'select subject, details from audit_log where organization_id = $1 order by id',
    [id],
  );
  return rows;
}

test('a member may have several external ids, each said once, and they stay when only the role is put', async () => {
  expect(await linked('vic')).toBe(0);
  expect(await linked('vic', 'vic@example.com')).toBe(1);
  expect(await linked('vic', 'vic@example.com')).toBe(1);
  expect(await linked('vic', 'github|77')).toBe(2);
  expect(await linked('vic')).toBe(2);
  const { members } = await api.result(listMembers, { path: { id }, subject: 'vic' });
  expect(members).toMatchObject([
    { subject: 'ann', linked_users: 0 },
    { subject: 'vic', linked_users: 2 },
  ]);
  expect(await linked('vic', null)).toBe(0);
  expect(await linked('vic', null)).toBe(0);
  const change = (link: string) => ({ subject: 'vic', details: { role: 'viewer', user_id: link } });
  expect(await entries()).toEqual([change('linked'), change('linked'), change('unlinked')]);
});

test('an external id is one member’s alone, until it is unlinked or the member is gone', async () => {
  await linked('vic', 'shared');
  expect(await api.problem(putMember, put('ann', 'shared'))).toMatchObject({
    status: 409,
    errors: [{ field: 'user_id' }],
  });
  // Nothing of a refused request is done.
  expect(await linked('ann')).toBe(0);
  await linked('vic', null);
  expect(await linked('ann', 'shared')).toBe(1);
  await linked('vic', 'other');
  await api.call({
    method: 'DELETE',
    route: deleteMember.path,
    path: { id, subject: 'vic' },
    subject: 'ann',
  });
  expect(await linked('ann', 'other')).toBe(2);
});

test('the same external id in another organization is another link', async () => {
  const other = await createOrganization(database, { members: { ann: 'admin', vic: 'viewer' } });
  await linked('vic', 'mona');
  expect((await api.result(putMember, put('ann', 'mona', 'ann', other))).linked_users).toBe(1);
});

test('only the keyed hash is kept, of an organization whose id is written in capitals too', async () => {
  const userId = 'Zaphod.Beeblebrox@example.com';
  await api.result(putMember, put('vic', userId, 'ann', id.toUpperCase()));
  const { rows } = await database.admin.query(
    "select encode(keyed_hash, 'hex') as hash from user_links where organization_id = $1",
    [id],
  );
  expect(rows).toEqual([{ hash: (await testHashes()).hashUser(id, userId).keyedHash }]);
  for (const [column, text] of await textDump(database))
    expect([column, text.includes('Zaphod')]).toEqual([column, false]);
});

test('a viewer links nobody, not even himself', async () => {
  expect(await api.problem(putMember, put('vic', 'vic@example.com', 'vic'))).toMatchObject({ status: 403 });
});

test('an external id that can be none is named', async () => {
  for (const userId of ['', 'x'.repeat(8_001), 'a\0']) {
    expect(await api.problem(putMember, put('vic', userId))).toMatchObject({
      status: 400,
      errors: [{ field: 'user_id' }],
    });
  }
});
