import type { Database, Transaction } from '../../../shared/database/database.ts';
import type { Caller } from '../../../shared/http/caller.ts';
import { forbidden } from '../../../shared/http/problem.ts';
import { asCaller, enter, requireAdmin, requirePerson } from '../../../shared/http/tenancy.ts';

/**
 * Runs `work` in a transaction that sees the log of an organization, for an admin of it or an operator who has signed in;
 * without one that of no organization, for operators.
 * @throws Problem 404, or 403 for a viewer, for an API key, and for all others where an organization is missing
 */
export function asAuditor<T>(
  database: Database,
  caller: Caller,
  organizationId: string | undefined,
  work: (transaction: Transaction, timeZone: string) => Promise<T>,
): Promise<T> {
  const parameter = 'organization_id';
  return asCaller(database, caller, async (transaction) => {
    if (organizationId === undefined) {
      if (caller.isOperator) return work(transaction, 'UTC');
      throw forbidden('Only an operator may leave out organization_id: name one that you are an admin of.');
    }
    const membership = await enter(transaction, organizationId, { operators: true, named: { parameter } });
    requirePerson(caller);
    requireAdmin(caller, membership);
    return work(transaction, membership.timeZone);
  });
}
