import { DatabaseError, type Client } from 'pg';
import * as z from 'zod';
import { again, unlessAborted, type Patience } from './again.ts';
import type { ConcurrentIndex } from './concurrent-index.ts';
import { refuseOther } from './index-definition.ts';

/** A week that nobody keeps any more was dropped meanwhile. */
const UNDEFINED_TABLE = '42P01';
/** PostgreSQL's limit for names. */
const LONGEST_NAME = 63;

export interface BuildOptions {
  readonly patience: Patience;
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Builds an index while its table, and each of its partitions, is read and written. What a run that was killed has finished is kept,
 * unless it is another index than the migration's, and what it has not is dropped and built again. Only for who holds the migration's lock: then nobody else is building it.
 * @throws Unfinished when the signal aborts: PostgreSQL goes on, holding the lock, and the client is of no more use
 * @throws what PostgreSQL refuses, such as values of a unique index that there are twice; then nothing is left of what was refused
 */
export async function buildIndex(
  client: Client,
  index: ConcurrentIndex,
  options: BuildOptions,
): Promise<void> {
  // It waits for all transactions that began before it, without holding anybody up. None of a function takes as long as a quarter
  // of an hour. The server goes on when this process is gone: the next one finds the index, or waits until it is there.
  await client.query(
    'set lock_timeout = 0; set transaction_timeout = 0; set client_connection_check_interval = 0',
  );
  try {
    const { name, table } = index;
    if (!(await isPartitioned(client, table))) await build(client, name, table, index, options);
    else await buildOfPartitions(client, index, options);
    if (!(await state(client, name))?.valid) throw new Error(`${name} is not valid although it was built.`);
  } finally {
    if (!options.signal?.aborted)
      await client.query(
        'reset lock_timeout; reset transaction_timeout; reset client_connection_check_interval',
      );
  }
}

async function buildOfPartitions(client: Client, index: ConcurrentIndex, options: BuildOptions) {
  const { name, table, definition, unique } = index;
  const withLock = (what: string, sql: string) =>
    again(`${name}, ${what},`, () => client.query(sql), options.patience, options.log);
  // Not valid until each partition has its part; new partitions come with theirs.
  await client.query("set lock_timeout = '2s'");
  if (await state(client, name, table)) await refuseOther(client, name, index);
  else {
    await withLock(
      `of ${table}`,
      `create ${unique ? 'unique ' : ''}index ${name} on only ${table} ${definition}`,
    );
  }
  for (;;) {
    const partition = await nextPartition(client, table, name);
    if (partition === undefined) return;
    const suffix = `_${partition.replace(`${table}_`, '')}`;
    const part = name.slice(0, LONGEST_NAME - suffix.length) + suffix;
    try {
      await unlessAborted(client.query('set lock_timeout = 0'), options.signal);
      await build(client, part, partition, index, options);
      await client.query("set lock_timeout = '2s'");
      await withLock(`of ${partition}`, `alter index ${name} attach partition ${part}`);
    } catch (error) {
      if (!(error instanceof DatabaseError && error.code === UNDEFINED_TABLE)) throw error;
    }
  }
}

async function build(
  client: Client,
  name: string,
  table: string,
  index: ConcurrentIndex,
  { log, signal }: BuildOptions,
): Promise<void> {
  const { definition, unique } = index;
  const before = await state(client, name, table);
  if (before?.valid) return refuseOther(client, name, index);
  if (before) {
    log(`${name} was not finished by a run before: it is dropped and built again`);
    await unlessAborted(client.query(`drop index concurrently ${name}`), signal);
  }
  log(`${name} of ${table} is being built`);
  try {
    const sql = `create ${unique ? 'unique ' : ''}index concurrently ${name} on ${table} ${definition}`;
    await unlessAborted(client.query(sql), signal);
  } catch (error) {
    // What is left of it would cost every write, and refuse some.
    if (error instanceof DatabaseError && (await state(client, name)))
      await client.query(`drop index concurrently ${name}`);
    throw error;
  }
  log(`${name} of ${table} is built`);
}

const stateSchema = z.object({ valid: z.boolean(), table: z.string() });

/** @throws Error where there is an index of that name on another table */
async function state(client: Client, name: string, table?: string) {
  const { rows } = await client.query(
    `select i.indisvalid as valid, i.indrelid::regclass::text as table
     from pg_index i where i.indexrelid = to_regclass($1)`,
    [name],
  );
  if (rows.length === 0) return undefined;
  const found = stateSchema.parse(rows[0]);
  if (table !== undefined && found.table !== table) {
    throw new Error(`There is an index ${name} already, on ${found.table} instead of ${table}.`);
  }
  return found;
}

/** @throws Error where there is no such table */
async function isPartitioned(client: Client, table: string): Promise<boolean> {
  const { rows } = await client.query<{ kind: string }>(
    'select relkind as kind from pg_class where oid = to_regclass($1)',
    [table],
  );
  if (rows[0] === undefined) throw new Error(`There is no table ${table} to build an index of.`);
  return rows[0].kind === 'p';
}

/** The oldest partition that has no part of the index yet. */
async function nextPartition(client: Client, table: string, name: string): Promise<string | undefined> {
  const { rows } = await client.query<{ partition: string }>(
    `select inhrelid::regclass::text as partition from pg_inherits
     where inhparent = to_regclass($1) and inhrelid not in (
       select i.indrelid from pg_index i join pg_inherits h on h.inhrelid = i.indexrelid where h.inhparent = to_regclass($2))
     order by 1 limit 1`,
    [table, name],
  );
  return rows[0]?.partition;
}
