import { z } from 'zod';
import type { Transaction } from '../database/database.ts';
import { parseRows } from '../database/rows.ts';
import nextBatch from './next-batch-of.sql';
import plan from './plan.sql';

const batchRow = z.object({ recalculation_id: z.string().nullable() });

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
  await inTransaction(({ query }) => query(plan, [recalculationId]));
  while (!timeIsUp()) {
    const result = await inTransaction(({ query }) => query(nextBatch, [recalculationId]));
    const [batch] = parseRows(batchRow, result);
    if (!batch || batch.recalculation_id === null) return;
  }
}
