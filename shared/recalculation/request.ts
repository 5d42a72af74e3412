import { z } from 'zod';
import type { Transaction } from '../database/database.ts';
import { parseRows } from '../database/rows.ts';
import statement from './request-recalculation.sql';

export interface RecalculationRequest {
  readonly cause: 'new_price' | 'price_correction';
  /** Null: of all organizations, for a list price. */
  readonly organizationId: string | null;
  readonly provider: string;
  /** Null: any. */
  readonly model: string | null;
  readonly priceId: string;
  /** Executions that start from the first instant until before the second, as PostgreSQL reads them. */
  readonly start: string;
  readonly end: string;
  readonly reason: string | null;
  /** Given: a dry run. What correct_price is to be tried with, on the price of `priceId`. */
  readonly correction?: Readonly<Record<string, unknown>>;
}

/** Queues a recalculation in the transaction that makes it necessary. @returns its id */
export async function requestRecalculation(
  transaction: Transaction,
  request: RecalculationRequest,
): Promise<string> {
  const requested = await transaction.query(statement, [
    request.organizationId,
    request.cause,
    request.priceId,
    request.start,
    request.end,
    request.provider,
    request.model,
    request.reason,
    request.correction === undefined ? null : JSON.stringify(request.correction),
  ]);
  const [recalculation] = parseRows(z.object({ id: z.string() }), requested);
  if (!recalculation) throw new Error('an insert without a condition gives one row');
  return recalculation.id;
}
