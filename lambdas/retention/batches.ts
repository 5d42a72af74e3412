import type { Database, Transaction } from '../../shared/database/database.ts';
import { failureOf } from '../../shared/database/failure.ts';

/** Some 40 ms, less than a batch of ingest takes; 30 million rows in the 15 minutes of a run. */
const BATCH = 2_000;

export interface Work {
  readonly database: Database;
  readonly timeIsUp: () => boolean;
  /** Rows of one transaction at most; {@link BATCH} unless given. */
  readonly batchSize?: number;
  /** Waits so many milliseconds; given by tests, for which no time passes. */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

export interface Deleted {
  readonly rows: number;
  /** Whether nothing is left, but for what others have locked. */
  readonly isDone: boolean;
}

/**
 * Deletes in transactions of their own until nothing is left or the time is up: what was deleted stays so, however it ends. What
 * PostgreSQL undoes in favour of another run of the job, which is at the same rows, is begun anew.
 */
export async function inBatches(
  { database, timeIsUp, batchSize = BATCH }: Work,
  deleteSome: (transaction: Transaction, most: number) => Promise<number>,
): Promise<Deleted> {
  let rows = 0;
  while (!timeIsUp()) {
    const deleted = await database
      .transaction((transaction) => deleteSome(transaction, batchSize))
      .catch((error: unknown) => {
        if (failureOf(error) !== 'conflict') throw error;
      });
    if (deleted === undefined) continue;
    rows += deleted;
    if (deleted < batchSize) return { rows, isDone: true };
  }
  return { rows, isDone: false };
}
