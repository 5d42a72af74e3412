import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import pg from 'pg';
import { LOGIN_ROLES } from '../../shared/database/roles-contract.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { wholeApi } from './support/api.ts';
import { createTenant, type Tenant } from './support/tenant.ts';

// What a smuggled statement gets of the keys, whoever's transaction it is in.
let database: TestDatabase;
let own: Tenant;
let foreign: Tenant;

beforeAll(async () => {
  database = await createTestDatabase();
  const api = wholeApi(database.api);
  own = await createTenant(database, api, 'own');
  foreign = await createTenant(database, api, 'foreign');
});
afterAll(() => database.drop());

const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');

/** In a transaction of one's own organization, asked with the hash of a key. */
async function run(role: string, sql: string, parameters: unknown[] = [], hash = ''): Promise<unknown> {
  const client = new pg.Client({ connectionString: database.url(role) });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(
      `select set_config('app.organization_id', $1, true), set_config('app.api_key_hash', $2, true)`,
      [own.organizationId, hash],
    );
    return (await client.query(sql, parameters)).rows;
  } catch (error) {
    if (error instanceof pg.DatabaseError) return error.code;
    throw error;
  } finally {
    await client.end();
  }
}
const REFUSED = '42501';

test.each(LOGIN_ROLES)('%s cannot read a hash, of its own organization either', async (role) => {
  for (const sql of [
    'select key_hash from api_keys',
    'select * from api_keys',
    `select 1 from api_keys where key_hash = sha256('x')`,
    'select count(key_hash) from api_keys',
    'update api_keys set key_hash = key_hash',
    `update api_keys set revoked_at = null, revoked_by = null, expires_at = 'infinity'`,
    `update api_keys set scopes = '{read,write}'`,
    'update api_keys set last_used_at = now()',
    'delete from api_keys',
  ]) {
    expect({ sql, answer: await run(role, sql) }).toEqual({ sql, answer: REFUSED });
  }
});

test('the key that was presented is one row, and nobody else is told of it', async () => {
  const current = 'select id, organization_id, may_write from current_api_key';
  expect(await run('payback_api', current)).toEqual([]);
  expect(await run('payback_api', current, [], hashOf(foreign.keys.write))).toMatchObject([
    { organization_id: foreign.organizationId, may_write: true },
  ]);
  expect(await run('payback_api', current, [], hashOf('pbk_nothing'))).toEqual([]);
  for (const role of LOGIN_ROLES.filter((each) => each !== 'payback_api')) {
    expect(await run(role, current, [], hashOf(own.keys.read))).toBe(REFUSED);
  }
});

test('a use is noted of the key that was presented alone', async () => {
  await database.admin.query('update api_keys set last_used_at = null');
  await database.api.aside(async (transaction) => {
    await transaction.query(`select set_config('app.organization_id', $1, true)`, [own.organizationId]);
    await transaction.query('select note_api_key_use()');
    await transaction.query(`select set_config('app.api_key_hash', $1, true)`, [hashOf(own.keys.read)]);
    await transaction.query('select note_api_key_use()');
  });
  const { rows } = await database.admin.query('select id from api_keys where last_used_at is not null');
  expect(rows).toEqual([{ id: own.ids.apiKey }]);
});
