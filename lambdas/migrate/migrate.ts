import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { runner } from 'node-pg-migrate';
import type { Client } from 'pg';
import { z } from 'zod';

/** Any number; the same in every deployer, so that they queue up instead of racing. */
const MIGRATION_LOCK = 7_298_227;
const MIGRATIONS_TABLE = 'schema_migrations';

export type MigrationResult =
  | {
      readonly outcome: 'migrated';
      readonly migrations: readonly string[];
      readonly functions: readonly string[];
    }
  /** The schema is newer than this code: a rolled-back deployment. Nothing was touched. */
  | { readonly outcome: 'newer'; readonly unknownMigrations: readonly string[] };

/**
 * Brings the schema to what `<directory>/migrations` and `<directory>/functions` say. Migrations are one
 * transaction, functions another: a deployer that is killed anywhere leaves nothing half-done and the next one goes
 * on. Safe to run again and beside other deployers.
 */
export async function migrate(
  client: Client,
  directory: string,
  log: (line: string) => void,
): Promise<MigrationResult> {
  await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
  try {
    const known = await sqlFiles(path.join(directory, 'migrations'));
    const unknownMigrations = (await appliedMigrations(client)).filter((name) => !known.includes(name));
    if (unknownMigrations.length > 0) return { outcome: 'newer', unknownMigrations };

    await client.query(await readFile(path.join(directory, 'roles.sql'), 'utf8'));
    await client.query('set role payback_owner');
    const migrations = await runner({
      dbClient: client,
      dir: path.join(directory, 'migrations'),
      direction: 'up',
      migrationsTable: MIGRATIONS_TABLE,
      noLock: true,
      singleTransaction: true,
      log,
    });
    const functions = await applyFunctions(client, path.join(directory, 'functions'));
    return { outcome: 'migrated', migrations: migrations.map((migration) => migration.name), functions };
  } finally {
    await client.query('reset role');
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  }
}

async function sqlFiles(directory: string): Promise<string[]> {
  const files = await readdir(directory);
  return files
    .filter((file) => file.endsWith('.sql'))
    .map((file) => path.basename(file, '.sql'))
    .sort();
}

async function appliedMigrations(client: Client): Promise<string[]> {
  const exists = await client.query(
    `select from pg_class where oid = to_regclass('public.${MIGRATIONS_TABLE}')`,
  );
  if (exists.rowCount === 0) return [];
  const { rows } = await client.query(`select name from ${MIGRATIONS_TABLE} order by id`);
  return z
    .array(z.object({ name: z.string() }))
    .parse(rows)
    .map((row) => row.name);
}

/** Re-creates the functions whose file changed, in the order of their names. Returns the names of those. */
async function applyFunctions(client: Client, directory: string): Promise<string[]> {
  const changed: string[] = [];
  await client.query('begin');
  try {
    for (const name of await sqlFiles(directory)) {
      const text = await readFile(path.join(directory, `${name}.sql`), 'utf8');
      const hash = createHash('sha256').update(text).digest('hex');
      const remembered = await client.query(
        `insert into schema_functions (name, content_hash) values ($1, $2)
         on conflict (name) do update set content_hash = excluded.content_hash
         where schema_functions.content_hash <> excluded.content_hash`,
        [name, hash],
      );
      if (remembered.rowCount === 0) continue;
      await client.query(text);
      changed.push(name);
    }
    await client.query('commit');
    return changed;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
