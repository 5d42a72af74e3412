import type pg from 'pg';
import type { BenchDatabase } from './database.ts';
import { sqlFile } from './sql-file.ts';

/** Executions that ingest stores in one transaction: what makes deltas as fine as they are in operation. */
const INGEST_CHUNK = 2_500;
const DAY_MS = 86_400_000;
const storeStatement = sqlFile('../../lambdas/ingest/store.sql', import.meta.url);
const history = sqlFile('./history.sql', import.meta.url);
/** What the history says nothing of is not reported. */
const said = (parameter: string) => (history.includes(` as ${parameter}`) ? `message.${parameter}` : 'null');
const createFunction = history.replace(
  'STORE into',
  () =>
    `${storeStatement.replaceAll(/(?<!:):([a-z]\w*)/g, (_: string, parameter: string) => said(parameter))} into`,
);

interface History {
  /** From -1 to 1: the same in every run, another for every part. */
  readonly seed: number;
  readonly from: Date;
  readonly to: Date;
  readonly executions: number;
}

/** Once for a database, after its population. */
export async function prepareHistory(admin: pg.Client): Promise<void> {
  await admin.query(createFunction);
  await admin.query("select ensure_partitions(now() - interval '100 days', now() + interval '1 week')");
}

/** Stores executions, evenly over the range, in one statement; their deltas are pending afterwards. */
export async function storeHistory(
  client: pg.Client,
  { seed, from, to, executions }: History,
): Promise<void> {
  await client.query('select setseed($1)', [seed]);
  await client.query('select bench.store_history($1, $2, $3)', [from, to, executions]);
}

/** A history that grows backwards from now, with the same number of executions on every day. */
export interface GrowingHistory {
  readonly stored: () => number;
  /** Adds a day, or less to end at `until` executions, on each connection; their deltas are pending afterwards. */
  addDays(until: number): Promise<void>;
  /** Adds what ingest stores in one transaction, on each connection. */
  addIngested(): Promise<void>;
}

export async function beginHistory(database: BenchDatabase, perDay: number): Promise<GrowingHistory> {
  const clients = [await database.connect(), await database.connect()];
  let start = new Date();
  let stored = 0;
  const addOnEach = async (executions: number) => {
    const parts = clients.map((client) => {
      const to = start;
      start = new Date(to.getTime() - (executions / perDay) * DAY_MS);
      stored += executions;
      return storeHistory(client, { seed: (stored % 1_000_003) / 1_000_003, from: start, to, executions });
    });
    await Promise.all(parts);
  };
  return {
    stored: () => stored,
    addDays: (until) => addOnEach(Math.min(perDay, Math.ceil((until - stored) / clients.length))),
    addIngested: () => addOnEach(INGEST_CHUNK),
  };
}
