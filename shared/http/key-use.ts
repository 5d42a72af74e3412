import { createLogger } from '../logging/logger.ts';
import type { Database, Transaction } from '../database/database.ts';
import type { Caller } from './caller.ts';
import { refusedCredentials } from './problem.ts';
import { admittedKey, noteKeyUse, setCaller } from './tenancy.statement.ts';
import { waitAtMost } from './wait-at-most.ts';

/** The longest that an answer waits for the note of a use, once a minute: it is written beside the work itself. */
const LONGEST_MS = 250;

/** @param mostAtOnce how many transactions of the caller may have one at the same time; null: as many as they come */
export const callerSettings = (
  { subject, isOperator, apiKey, client }: Caller,
  mostAtOnce: number | null = null,
) => ({
  mostAtOnce,
  subject,
  isOperator: String(isOperator),
  apiKeyHash: apiKey?.hash ?? '',
  address: client.address ?? '',
  userAgent: client.userAgent ?? '',
});

/**
 * @returns whether its use is to be noted: for the first time, or again after a minute
 * @throws Problem 401
 */
export async function admit(transaction: Transaction, { id }: { readonly id: string }): Promise<boolean> {
  const [key] = await admittedKey.run(transaction, { id });
  if (key) return key.use_is_due;
  throw refusedCredentials('The API key is not known, was revoked or has expired.');
}

/** Notes that the caller's key was used. What goes wrong is logged: no request fails with it. */
export async function noteUse(database: Database, caller: Caller): Promise<void> {
  const note = database
    .aside(async (transaction) => {
      await setCaller.run(transaction, callerSettings(caller));
      await noteKeyUse.run(transaction);
    })
    .catch((error: unknown) => createLogger().warn('the use of an API key was not noted', { error }));
  await waitAtMost(LONGEST_MS, note);
}
