import { audit } from '../../shared/audit/audit.ts';
import type { Database, Transaction } from '../../shared/database/database.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { operation, type Operation } from '../../shared/http/operation.ts';
import { conflict, notFound } from '../../shared/http/problem.ts';
import type { UserHashes } from '../../shared/users/user-hashes.ts';
import { asAdminInPerson } from './as-admin-in-person.ts';
import { deleteMember, putMember } from './contract.ts';
import { changeLinks } from './links.ts';
import { countLinks, lastAdmin, lockOrganization, removeMember, storeMember } from './members.statement.ts';

export function putMemberOperation(database: Database, hashesOf: UserHashes): Operation<typeof putMember> {
  return operation(putMember, async ({ path: { id, subject }, body, caller }) => {
    const { role, user_id: userId } = body;
    const keyedHash =
      typeof userId === 'string' ? (await hashesOf()).hashUser(id.toLowerCase(), userId).keyedHash : userId;
    return asManager(database, caller, id, async (transaction) => {
      if (role !== 'admin') await keepLastAdmin(transaction, caller, id, subject);
      const changed = await storeMember.run(transaction, { organizationId: id, subject, role });
      const link = await changeLinks(transaction, { organizationId: id, subject, keyedHash });
      if (changed.length > 0 || link !== undefined) {
        await audit(transaction, {
          organizationId: id,
          actor: caller.subject,
          action: 'member.put',
          subject,
          // Who the member is in messages stays a hash, which the log needs not.
          details: { role, user_id: link },
        });
      }
      const { users } = await countLinks.one(transaction, { organizationId: id, subject });
      return { organization_id: id, subject, role, linked_users: users };
    });
  });
}

export function deleteMemberOperation(database: Database): Operation<typeof deleteMember> {
  return operation(deleteMember, ({ path: { id, subject }, caller }) =>
    asManager(database, caller, id, async (transaction) => {
      await keepLastAdmin(transaction, caller, id, subject);
      const removed = await removeMember.run(transaction, { organizationId: id, subject });
      if (removed.length === 0) {
        throw notFound('The organization has no such member.', [
          { parameter: 'subject', detail: "must be the subject of one of the organization's members" },
        ]);
      }
      await audit(transaction, {
        organizationId: id,
        actor: caller.subject,
        action: 'member.deleted',
        subject,
        details: {},
      });
    }),
  );
}

/** In a transaction of the organization, for an admin of it or an operator who has signed in, one at a time. */
function asManager<T>(
  database: Database,
  caller: Caller,
  organizationId: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return asAdminInPerson(database, caller, organizationId, async (transaction) => {
    await lockOrganization.run(transaction, { organizationId });
    return work(transaction);
  });
}

/** Without an admin an organization could no longer manage anything; only an operator could repair that. */
async function keepLastAdmin(
  transaction: Transaction,
  caller: Caller,
  organizationId: string,
  subject: string,
): Promise<void> {
  if (caller.isOperator) return;
  const { is_last_admin } = await lastAdmin.one(transaction, { organizationId, subject });
  if (!is_last_admin) return;
  throw conflict('This is the last admin of the organization; make another member admin first.', [
    { parameter: 'subject', detail: 'must not be the last admin' },
  ]);
}
