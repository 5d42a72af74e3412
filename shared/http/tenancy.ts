import type { Database, Transaction } from '../database/database.ts';
import type { Caller } from './caller.ts';
import type { InvalidValue } from './problem-contract.ts';
import { admit, callerSettings, noteUse } from './key-use.ts';
import { requestLimits, tooManyAtOnce } from './limits.ts';
import { forbidden, hidden } from './problem.ts';
import { spendRequest } from './rate/spend-request.ts';
import { enterOrganization, setCaller } from './tenancy.statement.ts';

/** What the caller is to the organization that the transaction is in. */
export interface Membership {
  /** Null: an operator who is not a member. */
  readonly role: 'viewer' | 'admin' | null;
  readonly timeZone: string;
  /** Whether its lists and exports tell who ran an execution. */
  readonly figuresByPerson: boolean;
}

/** What a transaction is part of, for whatever is to be done beside it. */
const requests = new WeakMap<Transaction, (organizationId: string) => void>();

/**
 * Runs `work` in one transaction that knows the caller, but no tenant yet.
 * @throws Problem 401 for an API key that is not known, was revoked or has expired, and 429 for who asks too much
 */
export async function asCaller<T>(
  database: Database,
  caller: Caller,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const beside = [spendRequest(database, caller)];
  try {
    return await database.transaction(async (transaction) => {
      const most = requestLimits()?.requests.person;
      const { has_place: hasPlace } = await setCaller.one(transaction, callerSettings(caller, most ?? null));
      if (!hasPlace) throw tooManyAtOnce('requests', 'You have', most ?? 0);
      if (caller.apiKey && (await admit(transaction, caller.apiKey))) {
        beside.push(noteUse(database, caller));
      }
      requests.set(transaction, (organizationId) => {
        beside.push(spendRequest(database, caller, organizationId));
      });
      return work(transaction);
    });
  } finally {
    await Promise.all(beside);
  }
}

/**
 * Makes the transaction the organization's for a member; with `operators`, also for an operator.
 * @param named where the request named the organization
 * @throws Problem 404, the same for an organization that does not exist and for one that is not the caller's; 429 only to whom
 * it lets in, and only they count for it
 */
export async function enter(
  transaction: Transaction,
  organizationId: string,
  options: { readonly operators: boolean; readonly named: Pick<InvalidValue, 'parameter' | 'field'> },
): Promise<Membership> {
  const most = requestLimits()?.requests.organization;
  const [row] = await enterOrganization.run(transaction, {
    organizationId,
    letIn: options.operators,
    mostAtOnce: most ?? null,
  });
  if (!row) {
    throw hidden('There is no such organization among those that you may see.', [
      { ...options.named, detail: 'must be the id of an organization that you are a member of' },
    ]);
  }
  if (!row.has_place) throw tooManyAtOnce('requests', 'The organization has', most ?? 0);
  requests.get(transaction)?.(organizationId);
  return {
    role: row.role ?? roleOfKey(row.key_may_write),
    timeZone: row.time_zone,
    figuresByPerson: row.figures_by_person,
  };
}

/** What an API key is to its organization. @param mayWrite null: there is none */
export function roleOfKey(mayWrite: boolean | null): Membership['role'] {
  if (mayWrite === null) return null;
  return mayWrite ? 'admin' : 'viewer';
}

/** Runs `work` in one transaction of an organization that the caller is a member of. @throws Problem 404 */
export function asMember<T>(
  database: Database,
  caller: Caller,
  organizationId: string,
  work: (transaction: Transaction, membership: Membership) => Promise<T>,
): Promise<T> {
  return asCaller(database, caller, async (transaction) =>
    work(
      transaction,
      await enter(transaction, organizationId, { operators: false, named: { parameter: 'organization_id' } }),
    ),
  );
}

/** @throws Problem 403 for a viewer */
export function requireAdmin(caller: Caller, membership: Membership): void {
  if (caller.isOperator || membership.role === 'admin') return;
  throw forbidden('Only an admin of the organization, or an operator, may do this.');
}

/** For what nobody may do by a key alone: deciding who else may come in, and what cannot be undone. @throws Problem 403 */
export function requirePerson(caller: Caller): void {
  if (caller.apiKey === null) return;
  throw forbidden('API keys may not do this: it takes a person who has signed in.');
}
