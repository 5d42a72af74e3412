import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createApiKey, listApiKeys, revokeApiKey } from '../../../lambdas/organizations/api-keys/contract.ts';
import { getOrganization, listOrganizations } from '../../../lambdas/organizations/contract.ts';
import { organizationsOperations } from '../../../lambdas/organizations/operations.ts';
import { createTestKey } from '../../support/api-keys.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const DAY_MS = 86_400_000;
let database: TestDatabase;
let api: Api;
let id: string;
/** The database's clock decides whether a key has expired, so these requests are of now. */
const now = new Date().toISOString();
const ahead = (milliseconds: number) => new Date(Date.parse(now) + milliseconds).toISOString();
const create = (body: object) => api.result(createApiKey, { subject: 'ada', now, path: { id }, body });
const list = (query: Record<string, string> = {}) =>
  api.result(listApiKeys, { subject: 'ada', path: { id }, query });
const revoke = (keyId: string, subject = 'ada') =>
  api.call({
    method: 'DELETE',
    route: revokeApiKey.path,
    subject,
    path: { id, key_id: keyId },
  });
const read = (key: string, organization = id) =>
  api.call({ route: getOrganization.path, path: { id: organization }, key });

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(organizationsOperations, database.api);
});
afterAll(() => database.drop());
beforeEach(async () => {
  id = await createOrganization(database, { members: { ada: 'admin', vic: 'viewer' } });
});

describe('making an API key', () => {
  test('answers with it once, keeps a hash alone, and is on the audit log', async () => {
    const made = await create({ name: 'Nightly export', scopes: ['read'] });
    expect(made).toMatchObject({
      name: 'Nightly export',
      scopes: ['read'],
      prefix: made.key.slice(0, 12),
      created_by: 'ada',
      expires_at: ahead(90 * DAY_MS),
      last_used_at: null,
      revoked_by: null,
      revoked_at: null,
    });
    const { key, ...shown } = made;
    expect(await list()).toEqual({ api_keys: [shown], next_cursor: null });
    const { rows } = await database.admin.query(
      `select (to_jsonb(k) || jsonb_build_object('log', (select jsonb_agg(to_jsonb(a)) from audit_log a)))::text as text
       from api_keys k where id = $1`,
      [made.id],
    );
    expect(rows[0]?.text).toContain('api_key.created');
    expect(rows[0]?.text).not.toContain(key.slice(-49));
  });

  test.each([
    ['no name', { scopes: ['read'] }, 'name'],
    ['an empty name', { name: '', scopes: ['read'] }, 'name'],
    ['a long name', { name: 'n'.repeat(101), scopes: ['read'] }, 'name'],
    ['no scope', { name: 'n', scopes: [] }, 'scopes'],
    ['no scopes', { name: 'n' }, 'scopes'],
    ['a scope twice', { name: 'n', scopes: ['read', 'read'] }, 'scopes'],
    ['a scope that there is not', { name: 'n', scopes: ['admin'] }, 'scopes.0'],
    ['the scope of later work', { name: 'n', scopes: ['intake'] }, 'scopes.0'],
    ['an end that is now', { name: 'n', scopes: ['read'], expires_at: now }, 'expires_at'],
    [
      'an end past the limit',
      { name: 'n', scopes: ['read'], expires_at: ahead(366 * DAY_MS + 1) },
      'expires_at',
    ],
    ['an end that is no time', { name: 'n', scopes: ['read'], expires_at: 'soon' }, 'expires_at'],
    ['a field too many', { name: 'n', scopes: ['read'], role: 'admin' }, 'role'],
  ])('refuses %s, by its field', async (_name, body, field) => {
    const { status, errors } = await api.problem(createApiKey, { subject: 'ada', now, path: { id }, body });
    expect({ status, fields: errors?.map((error) => error.field) }).toEqual({ status: 400, fields: [field] });
  });

  test.each([[1], [366 * DAY_MS]])('takes an end %d ms ahead', async (milliseconds) => {
    const expiresAt = ahead(milliseconds);
    expect(await create({ name: 'n', scopes: ['read'], expires_at: expiresAt })).toMatchObject({
      expires_at: expiresAt,
    });
  });

  test('stops at a hundred that count; one that is revoked makes room', async () => {
    await database.admin.query(
      `insert into api_keys (id, organization_id, name, scopes, key_hash, created_by, expires_at)
       select gen_random_uuid(), $1, 'many', '{read}', sha256(gen_random_uuid()::text::bytea), 'test',
         now() + (case when n = 100 then '-1' else '1' end || ' day')::interval
       from generate_series(1, 100) n`,
      [id],
    );
    const last = await create({ name: 'the last', scopes: ['read'] });
    const body = { name: 'one more', scopes: ['read'] };
    expect(await api.problem(createApiKey, { subject: 'ada', now, path: { id }, body })).toMatchObject({
      status: 409,
    });
    expect((await revoke(last.id)).status).toBe(204);
    await create(body);
  });
});

describe('asking with an API key', () => {
  test('is answered for its own organization alone, which its list is of, with the role of its scopes', async () => {
    const other = await createOrganization(database, { members: { ada: 'admin' } });
    const { key } = await createTestKey(api, id, 'ada', ['read']);
    expect((await read(key)).body).toMatchObject({ id, role: 'viewer' });
    expect(await read(key, other)).toMatchObject({ status: 404 });
    const { organizations } = await api.result(listOrganizations, { key });
    expect(organizations.map((each) => [each.id, each.role])).toEqual([[id, 'viewer']]);
    const writer = await createTestKey(api, id, 'ada', ['write']);
    expect((await read(writer.key)).body).toMatchObject({ role: 'admin' });
    const both = await createTestKey(api, id, 'ada', ['read', 'write']);
    expect((await read(both.key)).body).toMatchObject({ role: 'admin' });
  });

  test('ends with the revocation, at once, which stays in the list', async () => {
    const { id: keyId, key } = await createTestKey(api, id, 'ada', ['read']);
    expect((await read(key)).status).toBe(200);
    expect((await revoke(keyId, 'vic')).status).toBe(403);
    expect((await revoke(keyId)).status).toBe(204);
    const refused = await read(key);
    expect(refused).toMatchObject({
      status: 401,
      body: { detail: 'The API key is not known, was revoked or has expired.' },
      headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    });
    expect((await api.call({ route: listOrganizations.path, key })).status).toBe(401);
    const [revoked] = (await list()).api_keys;
    expect(revoked).toMatchObject({ id: keyId, revoked_by: 'ada' });
    expect((await revoke(keyId)).status).toBe(204);
    expect((await list()).api_keys).toEqual([revoked]);
  });

  test('is refused with one that has expired, that may not ask, or that nobody made', async () => {
    const { id: keyId, key } = await createTestKey(api, id, 'ada', ['read']);
    await database.admin.query('update api_keys set expires_at = now() where id = $1', [keyId]);
    expect((await read(key)).status).toBe(401);
    const { id: intakeId, key: intake } = await createTestKey(api, id, 'ada', ['read']);
    await database.admin.query(`update api_keys set scopes = '{intake}' where id = $1`, [intakeId]);
    expect((await read(intake)).status).toBe(401);
    // Another random part under the same id.
    const { key: gone } = await createTestKey(api, id, 'ada', ['read']);
    await database.admin.query('update api_keys set key_hash = sha256($2) where key_hash = sha256($1)', [
      Buffer.from(gone),
      Buffer.from('another'),
    ]);
    expect((await read(gone)).status).toBe(401);
  });

  test('makes nobody a member: a member cannot have the name of a key', async () => {
    const { id: keyId } = await createTestKey(api, id, 'ada', ['read']);
    const response = await api.call({
      method: 'PUT',
      route: '/api/v1/organizations/{id}/members/{subject}',
      subject: 'ada',
      path: { id, subject: `api-key:${keyId}` },
      body: { role: 'admin' },
    });
    expect(response.status).toBe(400);
    const insert = `insert into memberships (organization_id, subject, role, created_by) values ($1, $2, 'admin', 'x')`;
    for (const subject of [`api-key:${keyId}`, 'payback-rollup']) {
      await expect(database.admin.query(insert, [id, subject])).rejects.toThrow(
        /memberships_subject_of_a_person/,
      );
    }
  });

  test('names the key where it changes something', async () => {
    const { id: keyId, key } = await createTestKey(api, id, 'ada', ['write']);
    const change = await api.call({
      method: 'PATCH',
      route: '/api/v1/organizations/{id}',
      path: { id },
      key,
      body: { name: 'Renamed' },
    });
    expect(change.status).toBe(200);
    const { rows } = await database.admin.query(
      `select actor from audit_log where organization_id = $1 and action = 'organization.updated'`,
      [id],
    );
    expect(rows).toEqual([{ actor: `api-key:${keyId}` }]);
  });
});

describe('the list', () => {
  test('goes on page by page, newest first, without a key twice', async () => {
    for (let made = 0; made < 5; made += 1) await create({ name: `key ${made}`, scopes: ['read'] });
    const first = await list({ limit: '2' });
    const second = await list({ limit: '2', cursor: first.next_cursor ?? '' });
    const third = await list({ limit: '2', cursor: second.next_cursor ?? '' });
    const names = [first, second, third].flatMap((page) => page.api_keys.map(({ name }) => name));
    expect(names).toEqual(['key 4', 'key 3', 'key 2', 'key 1', 'key 0']);
    expect(third.next_cursor).toBeNull();
  });

  test('has no key of another organization, and revoking one of it is revoking nothing', async () => {
    const { id: foreign, key } = await createTestKey(api, id, 'ada', ['read']);
    const home = id;
    id = await createOrganization(database, { members: { ada: 'admin' } });
    expect((await list()).api_keys).toEqual([]);
    expect((await revoke(foreign)).status).toBe(404);
    expect((await revoke(randomUUID())).status).toBe(404);
    expect((await read(key, home)).status).toBe(200);
  });
});
