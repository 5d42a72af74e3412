import type { Database } from '../database/database.ts';
import { nextBatch, oldestUnfinished, planRecalculation, unplanned } from './work.statement.ts';

/** Pieces worked on at once, each on a connection of its own. */
export const WORKERS = 2;
/** Executions per transaction: about half a second of work, which is what a killed run repeats. */
export const BATCH_SIZE = 10_000;

export interface RecalculateResult {
  /** Executions examined, including those whose cost did not change. */
  readonly examined: number;
  /** Seconds since the oldest recalculation that is left unfinished was asked for; 0 when none is. */
  readonly oldestAgeSeconds: number;
}

export interface RecalculateOptions {
  readonly timeIsUp: () => boolean;
  readonly batchSize?: number;
}

/**
 * Plans the recalculations asked for and works on their pieces, each batch in one transaction, until none is left or
 * the time is up. What it leaves, or what dies with it, the next run goes on with.
 */
export async function recalculate(
  database: Database,
  { timeIsUp, batchSize = BATCH_SIZE }: RecalculateOptions,
): Promise<RecalculateResult> {
  let examined = 0;
  for (;;) {
    const planned = await planAll(database);
    const worked = await all(Array.from({ length: WORKERS }, () => work(database, batchSize, timeIsUp)));
    examined += worked.reduce((sum, { executions }) => sum + executions, 0);
    // A worker that found every piece taken has ended; the next recalculation may be free by now.
    const idle = planned === 0 && worked.every(({ batches }) => batches === 0);
    if (idle || timeIsUp()) return { examined, oldestAgeSeconds: await oldestAge(database) };
  }
}

async function planAll(database: Database): Promise<number> {
  const waiting = await database.transaction((transaction) => unplanned.run(transaction));
  for (const { id } of waiting) {
    await database.transaction((transaction) => planRecalculation.run(transaction, { id }));
  }
  return waiting.length;
}

async function work(
  database: Database,
  batchSize: number,
  timeIsUp: () => boolean,
): Promise<{ readonly batches: number; readonly executions: number }> {
  let batches = 0;
  let executions = 0;
  while (!timeIsUp()) {
    const [batch] = await database.transaction((transaction) => nextBatch.run(transaction, { batchSize }));
    if (!batch || batch.recalculation_id === null) break;
    batches += 1;
    executions += batch.examined ?? 0;
  }
  return { batches, executions };
}

/** Like Promise.all, but it also waits for the others when one fails: none is left in the middle of a batch. */
async function all<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

async function oldestAge(database: Database): Promise<number> {
  const { seconds } = await database.transaction((transaction) => oldestUnfinished.one(transaction));
  return seconds;
}
