import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type pg from 'pg';
import { eventually } from '../../support/eventually.ts';
import { limit } from '../../support/limits.ts';
import { createNewerVersion, type NewerVersion } from './newer-version.ts';

let version: NewerVersion;
/** Sessions of a test that failed before it ended them would keep its database for ever. */
let open: Set<pg.PoolClient>;
beforeEach(async () => {
  open = new Set();
  version = await createNewerVersion();
  await version.write('9001_waits', 'alter table organizations add column waited text;');
});
afterEach(async () => {
  for (const client of open) client.release(true);
  await version.drop();
});

/** A session that reads the table, and goes on with its transaction. */
async function reader() {
  const client = await version.database.admin.connect();
  open.add(client);
  await client.query('begin; select from organizations');
  return {
    end: async () => {
      await client.query('commit');
      open.delete(client);
      client.release();
    },
  };
}
const columns = async () =>
  (
    await version.database.admin.query(
      "select from information_schema.columns where table_name = 'organizations' and column_name = 'waited'",
    )
  ).rowCount;

test(
  'a migration that waits for a lock lets the API read, and is applied once it can be had',
  async () => {
    const blocker = await reader();
    const lines: string[] = [];
    const deployed = version.deploy({
      patience: { attempts: 100, pauseMs: 50 },
      log: (line) => lines.push(line),
    });
    // Of the second attempt: between the two, what waited behind the first went on.
    const waits = () => lines.find((line) => /waits for another session, for the 1\. time/.test(line));
    await Promise.race([deployed, eventually(waits)]);
    expect(waits()).toBeDefined();
    const isWaiting = async () =>
      (
        await version.database.admin.query(
          "select from pg_locks where relation = 'organizations'::regclass and mode = 'AccessExclusiveLock' and not granted",
        )
      ).rows[0];
    await eventually(isWaiting);
    // With the limits of the role, whose lock timeout is longer than that of the migration.
    const api = version.database.connectAs('payback_api');
    await expect(api.transaction(({ query }) => query('select from organizations'))).resolves.toBeDefined();
    await api.end();
    expect(await columns()).toBe(0);
    await blocker.end();
    expect(await deployed).toMatchObject({ migrations: ['9001_waits'] });
    expect(await columns()).toBe(1);
  },
  limit(60),
);

test(
  'one that never gets it says so, and has changed nothing',
  async () => {
    const blocker = await reader();
    await expect(version.deploy({ patience: { attempts: 2, pauseMs: 1 } })).rejects.toThrow(
      /another session held what it needs, 2 times in a row.*"A migration fails"/,
    );
    await blocker.end();
    expect(await columns()).toBe(0);
    expect(await version.deploy()).toMatchObject({ migrations: ['9001_waits'] });
  },
  limit(60),
);
