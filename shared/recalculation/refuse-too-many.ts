import type { Transaction } from '../database/database.ts';
import { tooMany } from '../http/problem.ts';
import { waiting } from './waiting.statement.ts';

/** Of one organization, its dry runs included: some minutes of work where each is of few executions. */
export const MOST_WAITING = 200;
/** The job that works on them runs every minute. */
const RETRY_AFTER_S = 60;

/**
 * Before one more is asked for. Requests at the same moment may pass it by as many as an organization may have at once.
 * @throws Problem 429 where the organization waits for as many as it may
 */
export async function refuseTooManyWaiting(transaction: Transaction, organizationId: string): Promise<void> {
  const found = await waiting.one(transaction, { organizationId });
  if (found.waiting < MOST_WAITING) return;
  throw tooMany(
    `The organization waits for ${found.waiting} recalculations, and ${MOST_WAITING} is the limit; try again when some are done.`,
    RETRY_AFTER_S,
  );
}
