import { audit } from '../../../shared/audit/audit.ts';
import type { Transaction } from '../../../shared/database/database.ts';
import { lockPricingInputs } from '../../../shared/database/locks.statement.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { conflict } from '../../../shared/http/problem.ts';
import { asMember, requirePerson } from '../../../shared/http/tenancy.ts';
import { idOfHash } from '../../../shared/users/keyed-hashes.ts';
import { eraseUserData } from '../contract.ts';
import type { UserDataDependencies } from '../dependencies.ts';
import { personOf, unheardOf } from '../person.ts';
import { usersOf } from '../person.statement.ts';
import { beginErasure, runningErasures, wasErased } from './erasure.statement.ts';

export function eraseUserDataOperation({
  database,
  hashesOf,
}: Pick<UserDataDependencies, 'database' | 'hashesOf'>): Operation<typeof eraseUserData> {
  return operation(eraseUserData, ({ query, caller }) =>
    asMember(database, caller, query.organization_id, async (transaction, membership) => {
      requirePerson(caller);
      const person = await personOf(transaction, query, { caller, membership, hashesOf });
      const organizationId = query.organization_id;
      const keyedHashes = [...person.keyedHashes];
      const userIds = keyedHashes.map(idOfHash);
      const users = await usersOf.run(transaction, { organizationId, keyedHashes });
      const { known } = await wasErased.one(transaction, { organizationId, userIds });
      if (users.length === 0 && person.subject === null && !known) throw unheardOf();

      // What ingest is storing of the person is committed then, and what it stores later goes by the tombstone.
      await lockPricingInputs.run(transaction);
      const running = await runningOf(transaction, organizationId, userIds);
      if (running !== undefined) return { id: running };
      const { id } = await beginErasure.one(transaction, { organizationId, userIds, keyedHashes });
      // Not whose: the log is kept when they are forgotten.
      await audit(transaction, {
        organizationId,
        actor: caller.subject,
        action: 'delete_data',
        resourceType: 'user_data',
        subject: id,
        details: { own: query.user_id === undefined },
      });
      return { id };
    }),
  );
}

/** The erasure under way that is about the very same; none: undefined. @throws Problem 409 where it is about some of them */
async function runningOf(
  transaction: Transaction,
  organizationId: string,
  userIds: readonly string[],
): Promise<string | undefined> {
  const running = await runningErasures.run(transaction, { organizationId, userIds: [...userIds] });
  const [first] = running;
  if (!first) return undefined;
  if (running.length === 1 && first.people === userIds.length) return first.erasure_id;
  throw conflict(
    `A part of this is being erased already, by ${first.erasure_id}. Ask again when that is finished.`,
  );
}
