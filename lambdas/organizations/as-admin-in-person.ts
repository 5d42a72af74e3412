import type { Database, Transaction } from '../../shared/database/database.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { asCaller, enter, requireAdmin, requirePerson } from '../../shared/http/tenancy.ts';

/**
 * Runs `work` in a transaction of the organization, for an admin of it or an operator who has signed in.
 * @throws Problem 404, or 403 for a viewer and for an API key
 */
export function asAdminInPerson<T>(
  database: Database,
  caller: Caller,
  organizationId: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return asCaller(database, caller, async (transaction) => {
    const named = { parameter: 'id' };
    const membership = await enter(transaction, organizationId, { operators: true, named });
    requirePerson(caller);
    requireAdmin(caller, membership);
    return work(transaction);
  });
}
