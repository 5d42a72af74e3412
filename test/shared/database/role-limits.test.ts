import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { failureOf } from '../../../shared/database/failure.ts';
import { lockPricingInputs } from '../../../shared/database/locks.statement.ts';
import { eventually } from '../../support/eventually.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import { limit } from '../../support/limits.ts';
import { limitRoles } from '../../support/role-limits.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { caught } from './places.ts';

/** Of what sql/roles.sql says, for the tests to take less long; how it compares stays what it is. */
const SHARE = 4;
const NAMES = ['idle_in_transaction_session_timeout', 'lock_timeout', 'transaction_timeout'];

let database: TestDatabase;
let organizationId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  organizationId = await createOrganization(database);
  await limitRoles(database);
  await shortenLimits();
});
afterAll(() => database.drop());

async function shortenLimits(): Promise<void> {
  const { rows } = await database.admin.query<{ role: string; name: string; value: string }>(
    `select r.rolname as role, split_part(c, '=', 1) as name, split_part(c, '=', 2) as value
     from pg_db_role_setting s join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) as c
     where s.setdatabase = (select oid from pg_database where datname = current_database())`,
  );
  for (const { role, name, value } of rows.filter((each) => NAMES.includes(each.name))) {
    await database.admin.query(
      `do $$ begin execute format('alter role %I in database %I set %I = %s', '${role}', current_database(), '${name}',
         (extract(epoch from '${value}'::interval) * 1000 / ${SHARE})::integer); end $$`,
    );
  }
}

/** A session of any program that holds a lock, and then does nothing: as that of a function that was frozen within a transaction. */
async function idle(role: string, statement: string): Promise<pg.Client> {
  const client = new pg.Client(database.url(role));
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`begin; select ${statement}`);
  return client;
}
const sendOne = () => store(database, organizationId, [{ id: randomUUID() }]);

const untilWaiting = () =>
  eventually(async () => {
    const { rows } = await database.admin.query(
      `select from pg_locks where locktype = 'advisory' and not granted
         and database = (select oid from pg_database where datname = current_database())`,
    );
    return rows[0];
  });

test.each(['payback_ingest', 'payback_admin'])(
  'a session of %s that does nothing and keeps prices from changing does not stop ingest',
  async (role) => {
    const holder = await idle(role, 'hold_pricing_inputs()');
    const refused = caught(database.api.transaction((transaction) => lockPricingInputs.run(transaction)));
    await untilWaiting();
    // Behind the change of prices, which waits for the session.
    await expect(sendOne()).resolves.toMatchObject({ stored: 1 });
    expect(failureOf(await refused)).toBe('lock');
    await holder.end().catch(() => undefined);
  },
  limit(60),
);

test.each(['payback_api', 'payback_feed'])(
  'a session of %s that does nothing and has locked what prices go by is outlasted by ingest',
  async (role) => {
    const holder = await idle(role, 'lock_pricing_inputs()');
    await expect(sendOne()).resolves.toMatchObject({ stored: 1 });
    await caught(holder.query('commit'));
  },
  limit(60),
);
