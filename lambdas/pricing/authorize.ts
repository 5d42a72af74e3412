import type { Transaction } from '../../shared/database/database.ts';
import type { Caller } from '../../shared/http/caller.ts';
import type { InvalidValue } from '../../shared/http/problem-contract.ts';
import { forbidden } from '../../shared/http/problem.ts';
import { enter, requireAdmin } from '../../shared/http/tenancy.ts';

/**
 * Lets operators change list prices, and operators and admins of an organization its contracts, whose transaction
 * this one becomes.
 * @param organizationId null: a list price
 * @param named where the request named the organization, or the price that belongs to it
 * @throws Problem 403 or 404
 */
export async function authorizeChange(
  transaction: Transaction,
  caller: Caller,
  organizationId: string | null,
  named: Pick<InvalidValue, 'parameter' | 'field'>,
): Promise<void> {
  if (organizationId === null) {
    if (!caller.isOperator) throw forbidden('Only an operator may add or correct list prices.');
    return;
  }
  requireAdmin(caller, await enter(transaction, organizationId, { operators: true, named }));
}
