import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import * as z from 'zod';
import { LOGIN_ROLES } from '../../../shared/database/roles-contract.ts';
import { createOrganization } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const REFUSED = '42501';
/** Jobs that write to it, and what their functions are called there. */
const actors: Readonly<Record<string, readonly string[]>> = {
  payback_pricing: ['payback-recalculate', 'payback-price-audit'],
  payback_feed: ['payback-price-feed'],
  payback_upkeep: ['payback-partitions', 'payback-retention', 'payback-erasure'],
};
const jobs = Object.keys(actors);
const COLUMNS = 'organization_id, actor, action, subject';

let database: TestDatabase;
let organizationId: string;
let roles: readonly string[];

beforeAll(async () => {
  database = await createTestDatabase();
  organizationId = await createOrganization(database);
  await database.admin.query(
    `insert into audit_log (${COLUMNS}) values ($1, 'payback-test', 'thing.made', 'a thing')`,
    [organizationId],
  );
  const { rows } = await database.admin.query(
    "select rolname from pg_roles where rolname like 'payback\\_%' and rolname <> 'payback_admin' order by 1",
  );
  roles = z
    .array(z.object({ rolname: z.string() }))
    .parse(rows)
    .map((row) => row.rolname);
});
afterAll(() => database.drop());

/** Runs statements as a role in one transaction that is rolled back. @returns rows of the last, or SQLSTATE */
async function attempt(role: string, ...statements: readonly string[]) {
  // Nobody logs in as the owner, or as the one role that jobs had; an administrator can become each but for the API's, whom the
  // log tells by how they logged in.
  const login = role === 'payback_api' ? role : 'postgres';
  const client = new pg.Client({ connectionString: database.url(login) });
  await client.connect();
  try {
    await client.query('begin');
    if (login !== role && role !== 'postgres') await client.query(`set local role ${role}`);
    await client.query("select set_config('app.operator', 'true', true)");
    await client.query("select set_config('app.subject', 'alice', true)");
    let rows: unknown[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } catch (error) {
    if (error instanceof pg.DatabaseError) return error.code;
    throw error;
  } finally {
    await client.end();
  }
}

const entry = (actor: string) =>
  `insert into audit_log (${COLUMNS}) values (null, '${actor}', 'thing.made', 'a thing')`;
const last = `select actor, resource_type, host(address) as address, user_agent,
  created_at between now() and clock_timestamp() as is_now from audit_log order by id desc limit 1`;

describe('the audit log', () => {
  test('there are roles to ask as', () => {
    expect(roles).toEqual(
      expect.arrayContaining(['payback_api', 'payback_owner', 'payback_worker', ...jobs]),
    );
  });

  test.each([
    "update audit_log set actor = 'mallory'",
    'update audit_log set created_at = now() where false',
    'truncate audit_log',
    'truncate organizations cascade',
    "insert into audit_log (actor, action, subject, created_at) values ('alice', 'a.b', 'c', '2020-01-01')",
    "insert into audit_log (actor, action, subject, address) values ('alice', 'a.b', 'c', '192.0.2.1')",
    "insert into audit_log (actor, action, subject, user_agent) values ('alice', 'a.b', 'c', 'x')",
    "insert into audit_log (id, actor, action, subject) overriding system value values (1, 'alice', 'a.b', 'c')",
  ])('refuses to each role: %s', async (statement) => {
    for (const role of roles)
      expect({ role, code: await attempt(role, statement) }).toEqual({ role, code: REFUSED });
  });

  test('loses nothing of the last year to a delete, whoever asks', async () => {
    for (const role of roles) {
      // The owner meets only what is older than that.
      const code = await attempt(role, 'delete from audit_log returning id');
      expect({ role, code }).toEqual({ role, code: role === 'payback_owner' ? [] : REFUSED });
    }
    const replicating = "set local session_replication_role = 'replica'";
    for (const statement of [
      'delete from audit_log',
      'update audit_log set id = default',
      'truncate audit_log',
    ]) {
      expect(await attempt('postgres', replicating, statement)).toBe(REFUSED);
    }
  });

  test('says of a request who asks, from where and when, whatever the statement says', async () => {
    const from = [
      "select set_config('app.address', '2001:db8::1', true)",
      "select set_config('app.user_agent', 'curl/8.5.0', true)",
    ];
    expect(await attempt('payback_api', ...from, entry('alice'), last)).toEqual([
      {
        actor: 'alice',
        resource_type: 'thing',
        address: '2001:db8::1',
        user_agent: 'curl/8.5.0',
        is_now: true,
      },
    ]);
    for (const actor of ['mallory', 'payback-rollup', 'api-key:1', '']) {
      expect(await attempt('payback_api', entry(actor))).toBe(REFUSED);
    }
    expect(await attempt('payback_api', "select set_config('app.subject', '', true)", entry(''))).toBe(
      REFUSED,
    );
  });

  test.each(jobs)(
    'takes from a job its own functions for the actor, no other job and no person: %s',
    async (job) => {
      for (const actor of actors[job] ?? []) {
        expect(await attempt(job, entry(actor), 'reset role', last)).toEqual([
          { actor, resource_type: 'thing', address: null, user_agent: null, is_now: true },
        ]);
      }
      const others = Object.values(actors)
        .flat()
        .filter((actor) => !actors[job]?.includes(actor));
      for (const actor of [...others, 'payback-rollup', 'alice', 'api-key:1', 'payback', '']) {
        expect({ actor, code: await attempt(job, entry(actor)) }).toEqual({ actor, code: REFUSED });
      }
    },
  );

  test.each(LOGIN_ROLES.filter((role) => role !== 'payback_api' && !jobs.includes(role)))(
    'takes nothing from a job that writes none: %s',
    async (role) => {
      expect(await attempt(role, entry('payback-rollup'))).toBe(REFUSED);
    },
  );

  test.each(LOGIN_ROLES.filter((role) => role !== 'payback_api'))('is not read by %s', async (role) => {
    expect(await attempt(role, last)).toBe(REFUSED);
  });
});
