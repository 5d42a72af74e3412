import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import * as z from 'zod';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { wholeApi } from './support/api.ts';
import { jobRights, jobs } from './support/job-rights.ts';
import { createTenant, type Tenant } from './support/tenant.ts';

/**
 * What requests log in as, asked past the API: with SQL of its own, as if a statement had been smuggled in. The tables are
 * those of the catalog, so that one that is added without a policy fails here.
 */
let database: TestDatabase;
let connection: pg.Client;
let own: Tenant;
let foreign: Tenant;
let tables: readonly string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const api = wholeApi(database.api);
  own = await createTenant(database, api, 'own');
  foreign = await createTenant(database, api, 'foreign');
  connection = new pg.Client({ connectionString: database.url('payback_api') });
  await connection.connect();
  const { rows } = await database.admin.query(
    `select c.relname as name
     from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
     order by 1`,
  );
  tables = z
    .array(z.object({ name: z.string() }))
    .parse(rows)
    .map(({ name }) => name);
});
afterAll(async () => {
  await connection.end();
  await database.drop();
});

interface Setting {
  readonly organization?: string;
  readonly subject?: string;
}

/** Runs one statement in a transaction that is set up as given, and rolls it back. @returns the rows, or SQLSTATE */
async function attempt(sql: string, parameters: unknown[], { organization, subject }: Setting = {}) {
  await connection.query('begin');
  try {
    if (organization)
      await connection.query("select set_config('app.organization_id', $1, true)", [organization]);
    if (subject) await connection.query("select set_config('app.subject', $1, true)", [subject]);
    const { rows, rowCount } = await connection.query(sql, parameters);
    return { rows, rowCount: rowCount ?? 0 };
  } catch (error) {
    if (error instanceof pg.DatabaseError) return { rows: [], rowCount: 0, refused: error.code };
    throw error;
  } finally {
    await connection.query('rollback');
  }
}

const INSUFFICIENT_PRIVILEGE = '42501';
/** Of a view over several tables. */
const NOT_UPDATABLE = '55000';
/** Either, or that a view is none that could be truncated. */
const NOT_DONE = /^(42501|55000|42809)$/;

describe('every table and view with an organization', () => {
  test('there are many, and most have rows of both', async () => {
    expect(tables.length).toBeGreaterThan(20);
    const counts = await Promise.all(
      tables.map(async (table) => {
        const { rows } = await database.admin.query(
          `select count(distinct organization_id)::integer as tenants from ${table} where organization_id in ($1, $2)`,
          [own.organizationId, foreign.organizationId],
        );
        return z.object({ tenants: z.number() }).parse(rows[0]).tenants;
      }),
    );
    expect(counts.filter((tenants) => tenants === 2).length).toBeGreaterThan(10);
  });

  test.each([
    ['without a tenant', () => ({})],
    ["with one's own", () => ({ organization: own.organizationId, subject: own.admin })],
    ['with a member alone', () => ({ subject: own.admin })],
  ])('shows nothing of another tenant: %s', async (_, setting) => {
    for (const table of tables) {
      const sql = `select * from ${table} where organization_id = $1`;
      const { rows, refused } = await attempt(sql, [foreign.organizationId], setting());
      expect({ table, rows, refused: refused ?? INSUFFICIENT_PRIVILEGE }).toEqual({
        table,
        rows: [],
        refused: INSUFFICIENT_PRIVILEGE,
      });
    }
  });

  test("takes no change of another tenant's rows, and none that moves one's own to it", async () => {
    const setting = { organization: own.organizationId, subject: own.admin };
    for (const table of tables) {
      const changes = [
        [`delete from ${table} where organization_id = $1`, [foreign.organizationId]],
        [
          `update ${table} set organization_id = organization_id where organization_id = $1`,
          [foreign.organizationId],
        ],
        [
          `update ${table} set organization_id = $1 where organization_id = $2`,
          [foreign.organizationId, own.organizationId],
        ],
      ] as const;
      for (const [sql, parameters] of changes) {
        const { rowCount, refused } = await attempt(sql, [...parameters], setting);
        // Nothing found, or refused: never done.
        expect({ sql, rowCount }).toEqual({ sql, rowCount: 0 });
        expect([undefined, INSUFFICIENT_PRIVILEGE, NOT_UPDATABLE]).toContain(refused);
      }
    }
  });

  test('removes nothing that is everybody’s', async () => {
    const setting = { organization: own.organizationId, subject: own.admin };
    for (const table of tables) {
      const { rows } = await database.admin.query(
        `select count(*)::integer as shared from ${table} where organization_id is null`,
      );
      const removed = await attempt(`delete from ${table} where organization_id is null`, [], setting);
      expect({ table, shared: rows[0].shared, removed: removed.rowCount }).toMatchObject({
        table,
        removed: 0,
      });
    }
  });

  test('takes no row for another tenant', async () => {
    const setting = { organization: own.organizationId, subject: own.admin };
    for (const table of tables) {
      // A copy of a row of one's own, but for the organization.
      const { rows } = await database.admin.query(
        `select string_agg(quote_ident(attname), ', ' order by attnum) as columns
         from pg_attribute
         where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''
           and attname <> 'organization_id'`,
        [table],
      );
      const { columns } = z.object({ columns: z.string() }).parse(rows[0]);
      const sql = `insert into ${table} (organization_id, ${columns})
        select $1, ${columns} from ${table} where organization_id = $2 limit 1`;
      const { rowCount } = await attempt(sql, [foreign.organizationId, own.organizationId], setting);
      expect({ table, rowCount }).toEqual({ table, rowCount: 0 });
    }
  });
});

describe.each(jobs)('%s, without a tenant set', (job) => {
  /** @returns the first row, or SQLSTATE */
  const as = async (sql: string): Promise<unknown> => {
    const client = new pg.Client({ connectionString: database.url(job) });
    await client.connect();
    try {
      await client.query('begin');
      return (await client.query(sql)).rows[0];
    } catch (error) {
      if (error instanceof pg.DatabaseError) return error.code;
      throw error;
    } finally {
      await client.end();
    }
  };
  const may = (table: string) => (jobRights[job]?.[table] ?? '').split(/, (?![^(]*\))/);

  test('sees every tenant in the tables that it works on, and nothing of any other', async () => {
    for (const table of tables) {
      const sql = `select count(*)::integer as rows from ${table}`;
      const { rows } = await database.admin.query(sql);
      const seen = may(table).some((each) => each.startsWith('select')) ? rows[0] : INSUFFICIENT_PRIVILEGE;
      expect({ table, seen: await as(sql) }).toEqual({ table, seen });
    }
  });

  test('changes nothing that it has no right to change', async () => {
    let refused = 0;
    for (const table of tables) {
      const changes = {
        insert: `insert into ${table} default values`,
        update: `update ${table} set organization_id = organization_id`,
        delete: `delete from ${table}`,
        truncate: `truncate ${table}`,
      };
      for (const [right, sql] of Object.entries(changes)) {
        if (may(table).some((each) => each.startsWith(right))) continue;
        const answer = await as(sql);
        expect({ sql, answer }).toEqual({ sql, answer: expect.stringMatching(NOT_DONE) });
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(tables.length);
  });
});

test('the roles that functions log in as are those of the catalog', async () => {
  const { rows } = await database.admin.query(
    "select rolname as name from pg_roles where rolcanlogin and starts_with(rolname, 'payback_') and rolname <> 'payback_admin'",
  );
  expect(rows.map(({ name }) => String(name)).sort()).toEqual(['payback_api', ...jobs].sort());
});

test('no role that a function logs in as owns anything, is above row-level security, or may become another', async () => {
  const { rows } = await database.admin.query(
    `select r.rolname as name, r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb,
       exists (select from pg_class where relowner = r.oid) as owns,
       array(select roleid::regrole::text from pg_auth_members where member = r.oid order by 1) as belongs
     from pg_roles r
     where r.rolcanlogin and starts_with(r.rolname, 'payback_') and r.rolname <> 'payback_admin'`,
  );
  expect(rows.length).toBeGreaterThan(1);
  for (const { name, belongs, ...rights } of rows) {
    // Sees what sessions wait for, and may end them.
    expect({ name, belongs }).toEqual({
      name,
      belongs: name === 'payback_operations' ? ['pg_read_all_stats', 'pg_signal_backend'] : [],
    });
    expect({ name, rights: Object.values(rights).some(Boolean) }).toEqual({ name, rights: false });
  }
});
