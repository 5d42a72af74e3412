import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { runner } from 'node-pg-migrate';
import type { Client } from 'pg';
import { again, PATIENCE, unlessAborted, type Patience } from './again.ts';
import { buildIndex } from './build-index.ts';
import { concurrentIndex, type ConcurrentIndex } from './concurrent-index.ts';
import { applyFunctions } from './functions.ts';
import {
  appliedMigrations,
  MIGRATIONS_TABLE,
  refuseEdited,
  rememberContent,
  sqlFiles,
  type SqlFile,
} from './sql-files.ts';

/** Any number; the same in every deployer, so that they queue up instead of racing. */
const MIGRATION_LOCK = 7_298_227;
const LOCK_POLL_MS = 250;
/** While a migration waits for a lock, all that come later wait behind it. Requests of the API give up after 4 s. */
const LOCK_TIMEOUT = '2s';

export type MigrationResult =
  | {
      readonly outcome: 'migrated';
      readonly migrations: readonly string[];
      readonly functions: readonly string[];
    }
  /** The schema is newer than this code: a rolled-back deployment. Nothing was touched. */
  | { readonly outcome: 'newer'; readonly unknownMigrations: readonly string[] };

export interface MigrateOptions {
  readonly log?: (line: string) => void;
  readonly patience?: Patience;
  /**
   * When it aborts, nobody waits any longer for an index that is being built, or for another deployer. Migrations in a transaction
   * go on. The client is to be ended then: its session may still be at work.
   */
  readonly signal?: AbortSignal;
}

/**
 * Brings the schema to what `<directory>/migrations` and `<directory>/functions` say. Migrations are one transaction, functions
 * another; those that build an index concurrently are outside of one, each by itself, and those before and after it are two
 * transactions. A deployer that is killed anywhere leaves nothing that the next one does not go on from. Safe to run again and
 * beside other deployers: they wait for each other, however long that takes.
 * @throws Unfinished when the signal aborts: what is left is for the next call
 * @throws where a migration has been applied with other content, or another session holds what it needs for minutes
 */
export async function migrate(
  client: Client,
  directory: string,
  { log = () => undefined, patience = PATIENCE, signal }: MigrateOptions = {},
): Promise<MigrationResult> {
  await lockOutOthers(client, log, signal);
  try {
    const files = await sqlFiles(path.join(directory, 'migrations'));
    const applied = await appliedMigrations(client);
    const unknownMigrations = applied
      .map(({ name }) => name)
      .filter((name) => !files.some((file) => file.name === name));
    if (unknownMigrations.length > 0) return { outcome: 'newer', unknownMigrations };
    refuseEdited(files, applied);
    const pending = files
      .filter((file) => !applied.some(({ name }) => name === file.name))
      .map((file) => ({ file, index: concurrentIndex(file) }));

    await client.query(`set lock_timeout = '${LOCK_TIMEOUT}'`);
    const roles = await readFile(path.join(directory, 'roles.sql'), 'utf8');
    await again('What roles.sql says', () => client.query(roles), patience, log);
    await client.query('set role payback_owner');
    for (const step of stepsOf(pending)) {
      if ('index' in step) {
        await buildIndex(client, step.index, { patience, log, signal });
        await client.query(`set lock_timeout = '${LOCK_TIMEOUT}'`);
        await remember(client, step.file);
      } else {
        await again('A migration', () => run(client, directory, step.count, log), patience, log);
      }
    }
    await rememberContent(client, files);
    const functions = await again(
      'What changes functions',
      () => applyFunctions(client, path.join(directory, 'functions')),
      patience,
      log,
    );
    return { outcome: 'migrated', migrations: pending.map(({ file }) => file.name), functions };
  } finally {
    if (!signal?.aborted) {
      await client.query('reset lock_timeout');
      await client.query('reset role');
      await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  }
}

/**
 * Asked for again and again rather than waited for: an index that is built concurrently waits for every statement under way,
 * also for one that waits for its builder.
 */
async function lockOutOthers(
  client: Client,
  log: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
      MIGRATION_LOCK,
    ]);
    if (rows[0]?.held) return;
    if (attempt === 1) log('another migration is at work, and is waited for');
    await unlessAborted(setTimeout(LOCK_POLL_MS), signal);
  }
}

interface Pending {
  readonly file: SqlFile;
  readonly index: ConcurrentIndex | undefined;
}
/** So many migrations in one transaction, or one that builds an index. */
type Step = { readonly count: number } | { readonly file: SqlFile; readonly index: ConcurrentIndex };

function stepsOf(pending: readonly Pending[]): Step[] {
  const steps: Step[] = [];
  let count = 0;
  for (const { file, index } of pending) {
    if (index === undefined) count += 1;
    else {
      if (count > 0) steps.push({ count });
      count = 0;
      steps.push({ file, index });
    }
  }
  // Where there is nothing to run as well: it makes its table.
  return count > 0 || steps.length === 0 ? [...steps, { count }] : steps;
}

/** Applies the next migrations, all of them or none. */
const run = (client: Client, directory: string, count: number, log: (line: string) => void) =>
  runner({
    dbClient: client,
    dir: path.join(directory, 'migrations'),
    direction: 'up',
    count,
    migrationsTable: MIGRATIONS_TABLE,
    noLock: true,
    singleTransaction: true,
    log,
  });

async function remember(client: Client, { name }: SqlFile): Promise<void> {
  await client.query(`insert into ${MIGRATIONS_TABLE} (name, run_on) values ($1, now())`, [name]);
}
