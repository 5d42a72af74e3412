import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { runner } from 'node-pg-migrate';
import { DatabaseError, type Client } from 'pg';
import { z } from 'zod';

/** Any number; the same in every deployer, so that they queue up instead of racing. */
const MIGRATION_LOCK = 7_298_227;
const MIGRATIONS_TABLE = 'schema_migrations';
/** While a migration waits for a lock, all that come later wait behind it. Requests of the API give up after 5 s. */
const LOCK_TIMEOUT_SECONDS = 4;
/** PostgreSQL's code of "canceling statement due to lock timeout". */
const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK_DETECTED = '40P01';
/** Each takes a second to be detected. */
const MOST_DEADLOCKS = 5;

export type MigrationResult =
  | {
      readonly outcome: 'migrated';
      readonly migrations: readonly string[];
      readonly functions: readonly string[];
    }
  /** The schema is newer than this code: a rolled-back deployment. Nothing was touched. */
  | { readonly outcome: 'newer'; readonly unknownMigrations: readonly string[] };

interface SqlFile {
  readonly name: string;
  readonly text: string;
  readonly hash: string;
}

/**
 * Brings the schema to what `<directory>/migrations` and `<directory>/functions` say. Migrations are one
 * transaction, functions another: a deployer that is killed anywhere leaves nothing half-done and the next one goes
 * on. Safe to run again and beside other deployers.
 * @throws where a migration has been applied with other content, or waits too long for a lock
 */
export async function migrate(
  client: Client,
  directory: string,
  log: (line: string) => void,
): Promise<MigrationResult> {
  // Deployers that wait for each other may take as long as they take.
  await client.query('set lock_timeout = 0');
  await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
  try {
    const files = await sqlFiles(path.join(directory, 'migrations'));
    const applied = await appliedMigrations(client);
    const unknownMigrations = applied
      .map(({ name }) => name)
      .filter((name) => !files.some((file) => file.name === name));
    if (unknownMigrations.length > 0) return { outcome: 'newer', unknownMigrations };
    refuseEdited(files, applied);

    await client.query(`set lock_timeout = '${LOCK_TIMEOUT_SECONDS}s'`);
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
    await rememberContent(client, files);
    const functions = await afterDeadlocks(() => applyFunctions(client, path.join(directory, 'functions')));
    return { outcome: 'migrated', migrations: migrations.map((migration) => migration.name), functions };
  } catch (error) {
    throw lockTimeout(error) ?? error;
  } finally {
    await client.query('reset lock_timeout');
    await client.query('reset role');
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  }
}

async function sqlFiles(directory: string): Promise<SqlFile[]> {
  const names = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(directory, name), 'utf8');
      return {
        name: path.basename(name, '.sql'),
        text,
        hash: createHash('sha256').update(text).digest('hex'),
      };
    }),
  );
}

const appliedSchema = z.array(z.object({ name: z.string(), content_hash: z.string().nullable() }));
type AppliedMigration = z.infer<typeof appliedSchema>[number];

async function appliedMigrations(client: Client): Promise<AppliedMigration[]> {
  const exists = await client.query(
    `select from pg_class where oid = to_regclass('public.${MIGRATIONS_TABLE}')`,
  );
  if (exists.rowCount === 0) return [];
  // By way of jsonb: a schema from before migration 0014 does not have the column.
  const { rows } = await client.query(
    `select name, to_jsonb(m) ->> 'content_hash' as content_hash from ${MIGRATIONS_TABLE} m order by id`,
  );
  return appliedSchema.parse(rows);
}

/** Schemas of the same version are equal only if a migration stays what it was when it was applied first. */
function refuseEdited(files: readonly SqlFile[], applied: readonly AppliedMigration[]): void {
  const edited = applied.filter(
    ({ name, content_hash }) =>
      content_hash !== null && files.some((file) => file.name === name && file.hash !== content_hash),
  );
  if (edited.length === 0) return;
  const names = edited.map(({ name }) => name).join(', ');
  throw new Error(
    `This database was migrated with a different version of ${names}. A migration that has been applied is never edited: ` +
      'restore it, and write a new one that corrects it.',
  );
}

/** Migrations that were applied before content was remembered count as what they are now. */
async function rememberContent(client: Client, files: readonly SqlFile[]): Promise<void> {
  await client.query(
    `update ${MIGRATIONS_TABLE} m set content_hash = f.hash
     from unnest($1::text[], $2::text[]) as f (name, hash) where m.name = f.name and m.content_hash is null`,
    [files.map((file) => file.name), files.map((file) => file.hash)],
  );
}

function lockTimeout(error: unknown): Error | undefined {
  if (!(error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE)) return undefined;
  return new Error(
    `A migration waited ${LOCK_TIMEOUT_SECONDS} s for a lock that another session holds. Nothing was changed: ` +
      'deploy again (docs/runbook.md, "A migration fails").',
    { cause: error },
  );
}

/**
 * Rights lock one table after the other, and what runs meanwhile locks some of them in another order: then PostgreSQL ends one of
 * the two. Where it is this one, nothing was changed and the other goes on.
 */
async function afterDeadlocks<T>(work: () => Promise<T>): Promise<T> {
  for (let left = MOST_DEADLOCKS; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      const isDeadlock = error instanceof DatabaseError && error.code === DEADLOCK_DETECTED;
      if (!isDeadlock || left === 0) throw error;
    }
  }
}

/** Re-creates the functions whose file changed, in the order of their names. Returns the names of those. */
async function applyFunctions(client: Client, directory: string): Promise<string[]> {
  const changed: string[] = [];
  await client.query('begin');
  try {
    for (const { name, text, hash } of await sqlFiles(directory)) {
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
