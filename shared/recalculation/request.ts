import type { Transaction } from '../database/database.ts';
import { refuseTooManyWaiting } from './refuse-too-many.ts';
import { requestRecalculation as statement } from './request-recalculation.statement.ts';

export interface RecalculationRequest {
  readonly cause: 'new_price' | 'price_correction' | 'price_factor';
  /** Null: of all organizations, for a list price. */
  readonly organizationId: string | null;
  readonly provider: string;
  /** Null: any. */
  readonly model: string | null;
  /** Null: another cause than one price. */
  readonly priceId: string | null;
  /** Executions that start from the first instant until before the second, as PostgreSQL reads them. */
  readonly start: string;
  readonly end: string;
  readonly reason: string | null;
  /** Given: a dry run. What correct_price is to be tried with, on the price of `priceId`. */
  readonly correction?: Readonly<Record<string, unknown>>;
}

/**
 * Queues a recalculation in the transaction that makes it necessary.
 * @returns its id
 * @throws Problem 429 where its organization waits for too many
 */
export async function requestRecalculation(
  transaction: Transaction,
  request: RecalculationRequest,
): Promise<string> {
  if (request.organizationId !== null) await refuseTooManyWaiting(transaction, request.organizationId);
  const { id } = await statement.one(transaction, { correction: null, ...request });
  return id;
}
