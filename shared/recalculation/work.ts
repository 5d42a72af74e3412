import type { Transaction } from '../database/database.ts';
import { BATCH_SIZE } from './recalculate.ts';
import { nextBatchOf, planRecalculation } from './work.statement.ts';

/**
 * Works on one recalculation at once, instead of leaving it to the scheduled job: plans it and does batch after batch,
 * each in a transaction of its own, until none is left to claim or the time is up. The job goes on with the rest.
 * @param inTransaction runs in a transaction that may see and change what the recalculation touches
 */
export async function workOn(
  recalculationId: string,
  inTransaction: <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>,
  timeIsUp: () => boolean,
): Promise<void> {
  const id = recalculationId;
  await inTransaction((transaction) => planRecalculation.run(transaction, { id }));
  while (!timeIsUp()) {
    const [batch] = await inTransaction((transaction) =>
      nextBatchOf.run(transaction, { batchSize: BATCH_SIZE, id }),
    );
    if (!batch || batch.recalculation_id === null) return;
  }
}
