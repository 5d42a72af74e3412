import type { Transaction } from '../../shared/database/database.ts';
import { conflict } from '../../shared/http/problem.ts';
import { linkedSubject, linkUser, unlinkUsers } from './members.statement.ts';

interface Change {
  readonly organizationId: string;
  readonly subject: string;
  /** In hexadecimal: to be linked. Null: none is to stay linked. Undefined: those that are stay. */
  readonly keyedHash: string | null | undefined;
}

/**
 * Links a member to one more external id, or to none.
 * @returns what changed; undefined if nothing did
 * @throws Problem 409 for the external id of another member
 */
export async function changeLinks(
  transaction: Transaction,
  { organizationId, subject, keyedHash }: Change,
): Promise<'linked' | 'unlinked' | undefined> {
  if (keyedHash === undefined) return undefined;
  if (keyedHash === null) {
    const unlinked = await unlinkUsers.run(transaction, { organizationId, subject });
    return unlinked.length > 0 ? 'unlinked' : undefined;
  }
  const linked = await linkUser.run(transaction, { organizationId, subject, keyedHash });
  if (linked.length > 0) return 'linked';
  const owner = await linkedSubject.one(transaction, { organizationId, keyedHash });
  if (owner.subject === subject) return undefined;
  throw conflict('Messages call another member so; unlink that one first, by user_id null.', [
    { field: 'user_id', detail: 'must not be the external id of another member' },
  ]);
}
