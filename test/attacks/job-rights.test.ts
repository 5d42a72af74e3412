import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { LOGIN_ROLES } from '../../shared/database/roles-contract.ts';
import { jobRights, jobs, ownersFunctions } from './support/job-rights.ts';
import { createOrganization, store } from '../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const PRIVILEGES = ['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger'];

/** From the catalog: the privileges on whole tables, and on columns where those are not of the whole. */
async function granted(role: string): Promise<Record<string, string>> {
  const { rows } = await database.admin.query(
    `select c.relname as table, p.privilege,
       case when not has_table_privilege($1, c.oid, p.privilege) then (
         select array_agg(a.attname::text order by a.attname) from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
           and has_column_privilege($1, c.oid, a.attnum, p.privilege)) end as columns
     from pg_class c
     join unnest($2::text[]) with ordinality as p (privilege, position) on
       has_table_privilege($1, c.oid, p.privilege)
       or p.privilege in ('select', 'insert', 'update', 'references') and has_any_column_privilege($1, c.oid, p.privilege)
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition
     order by c.relname, p.position`,
    [role, PRIVILEGES],
  );
  const found = z
    .array(z.object({ table: z.string(), privilege: z.string(), columns: z.array(z.string()).nullable() }))
    .parse(rows);
  const tables: Record<string, string> = {};
  for (const { table, privilege, columns } of found) {
    const text = columns === null ? privilege : `${privilege} (${columns.join(', ')})`;
    tables[table] = table in tables ? `${tables[table]}, ${text}` : text;
  }
  return tables;
}

async function definers(role: string): Promise<string[]> {
  const { rows } = await database.admin.query(
    `select p.proname as name from pg_proc p
     where p.pronamespace = 'public'::regnamespace and p.prosecdef and has_function_privilege($1, p.oid, 'execute')
     order by 1`,
    [role],
  );
  return rows.map(({ name }) => String(name));
}

describe.each(jobs)('%s', (role) => {
  test('has the rights that it needs, on tables and columns, and no others', async () => {
    expect(await granted(role)).toEqual(jobRights[role]);
    expect(await definers(role)).toEqual(ownersFunctions[role] ?? []);
  });

  test('cannot make anybody a member, read a key, or change an organization', async () => {
    const pool = database.connectAs(role);
    const attempts = [
      `insert into memberships (organization_id, subject, role, created_by)
       select id, 'mallory', 'admin', 'mallory' from organizations`,
      `update memberships set role = 'admin'`,
      'delete from memberships',
      'select * from api_keys',
      'select * from current_api_key',
      `update organizations set name = 'mine'`,
      'update organization_baselines set provider = null',
      'update audit_log set details = null',
      'delete from audit_log',
      'create table mine (id integer)',
      'alter table organizations disable row level security',
    ];
    for (const sql of attempts) {
      const attempt = pool.transaction(({ query }) => query(sql));
      await expect(attempt).rejects.toThrow(/permission denied|must be owner/);
    }
    await pool.end();
  });
});

test('ingest deletes of executions what was voided, and no other', async () => {
  const organizationId = await createOrganization(database);
  await store(database, organizationId, [{ task_type: 'counts' }, { task_type: 'voided' }]);
  await database.admin.query(
    "update task_executions set void_id = gen_random_uuid() where organization_id = $1 and task_type = 'voided'",
    [organizationId],
  );
  await database.ingest.transaction(({ query }) => query('delete from task_executions'));
  const { rows } = await database.admin.query('select task_type from task_executions');
  expect(rows).toEqual([{ task_type: 'counts' }]);
});

test('the roles are those that functions log in as', () => {
  expect(['payback_api', ...jobs]).toEqual([...LOGIN_ROLES]);
});

test('what runs as the owner is run by who has a line for it, and what counts and notes for the API by the API', async () => {
  const { rows } = await database.admin.query(
    `select p.proname as name, pg_get_userbyid(a.grantee) as role
     from pg_proc p
     left join aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as a on a.grantee <> p.proowner
     where p.pronamespace = 'public'::regnamespace and p.prosecdef
     order by 1, 2`,
  );
  const owners = Object.entries(ownersFunctions).flatMap(([role, names]) =>
    names.map((name) => `${name} ${role}`),
  );
  expect(rows.map(({ name, role }) => `${name} ${role}`)).toEqual(
    [
      ...owners,
      'count_refused_access payback_api',
      'count_requests payback_api',
      'note_api_key_use payback_api',
    ].sort(),
  );
});

test('in a new database the one role that all jobs had may nothing', async () => {
  expect(await granted('payback_worker')).toEqual({});
  expect(await definers('payback_worker')).toEqual([]);
  const { rows } = await database.admin.query(
    `select rolcanlogin as "canLogIn", exists (
       select from pg_policy where oid = any (polroles) and polrelid <> 0) as "hasPolicies"
     from pg_roles where rolname = 'payback_worker'`,
  );
  expect(rows).toEqual([{ canLogIn: false, hasPolicies: false }]);
});

describe('partitions', () => {
  const ensure = (from: string, to: string) =>
    database.ingest.transaction(({ query }) => query(`select ensure_partitions(${from}, ${to}) as made`));

  test.each([
    ["'1999-01-01'", "'1999-01-01'"],
    ["'2019-12-31T23:59:59.999999Z'", "'2020-01-01'"],
    ["'2026-01-01'", "now() + interval '6 weeks 1 microsecond'"],
    ["'2026-01-01'", "'2100-01-01'"],
    ["'-infinity'", "'infinity'"],
    ['null', "'2026-01-01'"],
  ])('from %s to %s are refused', async (from, to) => {
    await expect(ensure(from, to)).rejects.toThrow('there are no partitions');
  });

  test('begin in 2020 and end in six weeks', async () => {
    await ensure("'2020-01-01Z'", "'2020-01-01Z'");
    await ensure("now() + interval '6 weeks'", "now() + interval '6 weeks'");
  });

  test('are no more than 260 weeks, whoever asks for more', async () => {
    await expect(ensure("'2020-01-01Z'", "'2026-01-01Z'")).rejects.toThrow('there are 260 partitions');
    const { rows } = await ensure("'2020-01-01Z'", "'2023-12-01Z'");
    expect(rows[0]?.['made']).toBeGreaterThan(400);
  });
});
