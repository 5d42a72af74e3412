import type { Database, Transaction } from '../../shared/database/database.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { asCaller, enter } from '../../shared/http/tenancy.ts';

/**
 * Runs `work` in a transaction of the caller: one that sees list prices and, if an organization is named, what is that
 * organization's.
 * @throws Problem 404 for an organization that the caller, unless an operator, is not a member of
 */
export function asCallerIn<T>(
  database: Database,
  caller: Caller,
  organizationId: string | null,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return asCaller(database, caller, async (transaction) => {
    if (organizationId !== null) {
      await enter(transaction, organizationId, { operators: true, named: { parameter: 'organization_id' } });
    }
    return work(transaction);
  });
}
