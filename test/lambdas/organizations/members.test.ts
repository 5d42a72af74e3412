import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { deleteMember, putMember } from '../../../lambdas/organizations/contract.ts';
import { organizationsOperations } from '../../../lambdas/organizations/operations.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;
let id: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(organizationsOperations, database.api);
});
afterAll(() => database.drop());

async function members(): Promise<Record<string, string>> {
  const { rows } = await database.admin.query(
    'select subject, role from memberships where organization_id = $1 order by subject',
    [id],
  );
  return Object.fromEntries(rows.map((row) => [row.subject, row.role]));
}

async function newOrganization(): Promise<void> {
  id = await createOrganization(database, { members: { ann: 'admin', vic: 'viewer' } });
}

const remove = (subject: string, by: string, operator = false) =>
  api.call({ method: 'DELETE', route: deleteMember.path, path: { id, subject }, subject: by, operator });
const put = (subject: string, role: string, by: string) =>
  api.call({ method: 'PUT', route: putMember.path, path: { id, subject }, subject: by, body: { role } });

describe('an admin', () => {
  beforeAll(newOrganization);

  test('adds members, changes their role, and repeating it changes nothing', async () => {
    const request = { path: { id, subject: 'new@example.com' }, subject: 'ann', body: { role: 'viewer' } };
    expect(await api.result(putMember, request)).toEqual({
      organization_id: id,
      subject: 'new@example.com',
      role: 'viewer',
      linked_users: 0,
    });
    await api.result(putMember, request);
    await api.result(putMember, { ...request, body: { role: 'admin' } });
    expect(await members()).toEqual({ ann: 'admin', 'new@example.com': 'admin', vic: 'viewer' });
    const { rows } = await database.admin.query(
      "select actor, subject, details->>'role' as role from audit_log where organization_id = $1 order by id",
      [id],
    );
    expect(rows).toEqual([
      { actor: 'ann', subject: 'new@example.com', role: 'viewer' },
      { actor: 'ann', subject: 'new@example.com', role: 'admin' },
    ]);
  });

  test('removes members, and those who are none are not found', async () => {
    expect(await remove('vic', 'ann')).toMatchObject({ status: 204, text: '' });
    const again = await remove('vic', 'ann');
    expect(again).toMatchObject({ status: 404, body: { errors: [{ parameter: 'subject' }] } });
  });
});

describe('the last admin', () => {
  beforeAll(newOrganization);

  test('neither leaves nor becomes a viewer', async () => {
    expect(await remove('ann', 'ann')).toMatchObject({
      status: 409,
      body: { errors: [{ parameter: 'subject' }] },
    });
    expect(await put('ann', 'viewer', 'ann')).toMatchObject({ status: 409 });
    expect(await members()).toEqual({ ann: 'admin', vic: 'viewer' });
  });

  test('goes once there is another, or when an operator says so', async () => {
    await put('vic', 'admin', 'ann');
    expect(await remove('ann', 'ann')).toMatchObject({ status: 204 });
    expect(await remove('vic', 'olga', true)).toMatchObject({ status: 204 });
    expect(await members()).toEqual({});
  });
});

describe('others', () => {
  beforeAll(newOrganization);

  test('a viewer may not manage members', async () => {
    expect(await put('eve', 'admin', 'vic')).toMatchObject({ status: 403 });
    expect(await remove('ann', 'vic')).toMatchObject({ status: 403 });
  });

  test('whoever is no member cannot tell the organization from an unknown one', async () => {
    const ofOther = await put('eve', 'admin', 'eve');
    expect(ofOther.status).toBe(404);
    const known = id;
    id = randomUUID();
    expect(await put('eve', 'admin', 'eve')).toEqual(ofOther);
    id = known;
  });

  test('a role or a subject that cannot be is refused by name', async () => {
    const role = await put('eve', 'owner', 'ann');
    expect(role).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'role', detail: 'must be viewer or admin' }] },
    });
    const subject = await put('\0', 'viewer', 'ann');
    expect(subject).toMatchObject({ status: 400, body: { errors: [{ parameter: 'subject' }] } });
  });
});
