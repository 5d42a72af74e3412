import type { Transaction } from '../../shared/database/database.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { conflict, notFound, type Problem } from '../../shared/http/problem.ts';
import { requireAdmin, type Membership } from '../../shared/http/tenancy.ts';
import type { UserHashes } from '../../shared/users/user-hashes.ts';
import { linkedHashes, subjectOf } from './person.statement.ts';

/** Whose data it is about. */
export interface Person {
  /** As whom they sign in; null where no member is linked to the external id. */
  readonly subject: string | null;
  /** What stands for them in messages, in hexadecimal; at least one. */
  readonly keyedHashes: readonly string[];
}

export interface Asked {
  readonly organization_id: string;
  /** The external id that an admin names; not given: it is about the caller. */
  readonly user_id?: string | undefined;
}

/**
 * The caller, or whom an admin names.
 * @throws Problem 403 where somebody else than an admin names one, 409 for a caller whom no admin has linked
 */
export async function personOf(
  transaction: Transaction,
  asked: Asked,
  who: { readonly caller: Caller; readonly membership: Membership; readonly hashesOf: UserHashes },
): Promise<Person> {
  const organizationId = asked.organization_id;
  if (asked.user_id !== undefined) {
    requireAdmin(who.caller, who.membership);
    const hashes = await who.hashesOf();
    const { keyedHash } = hashes.hashUser(organizationId.toLowerCase(), asked.user_id);
    const [linked] = await subjectOf.run(transaction, { organizationId, keyedHash });
    return { subject: linked?.subject ?? null, keyedHashes: [keyedHash] };
  }
  const { subject } = who.caller;
  const linked = await linkedHashes.run(transaction, { organizationId, subject });
  if (linked.length > 0) return { subject, keyedHashes: linked.map((each) => each.keyed_hash) };
  throw conflict(
    'Nobody has said yet by which id messages name you. Ask an admin of the organization to link you: ' +
      'PUT /api/v1/organizations/{id}/members/{subject} with your user_id, or Members on the settings page.',
  );
}

/** Of an external id that nothing is known of. */
export function unheardOf(): Problem {
  return notFound('Nothing is stored of such a person.', [
    { parameter: 'user_id', detail: 'must be what messages of the organization call a person' },
  ]);
}
