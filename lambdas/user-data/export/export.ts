import { audit } from '../../../shared/audit/audit.ts';
import { snapshotOf } from '../../../shared/database/snapshot.ts';
import { deliver } from '../../../shared/delivery/deliver.ts';
import { timeout } from '../../../shared/http/database-problem.ts';
import { takePlace } from '../../../shared/http/limits.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asMember, requirePerson } from '../../../shared/http/tenancy.ts';
import { exportUserData } from '../contract.ts';
import type { UserDataDependencies } from '../dependencies.ts';
import { personOf, unheardOf } from '../person.ts';
import { usersOf } from '../person.statement.ts';
import { contentOf } from './content.ts';

/** API Gateway gives up 30 seconds after a request came; the last part and the commit take less than the rest. */
const LONGEST_READ_MS = 25_000;

export function exportUserDataOperation({
  database,
  bucket,
  hashesOf,
  clock,
}: UserDataDependencies): Operation<typeof exportUserData> {
  return operation(exportUserData, ({ query, now, caller }) =>
    asMember(snapshotOf(database), caller, query.organization_id, async (transaction, membership) => {
      requirePerson(caller);
      const person = await personOf(transaction, query, { caller, membership, hashesOf });
      const { organization_id: organizationId } = query;
      const { keyedHashes } = person;
      const users = await usersOf.run(transaction, { organizationId, keyedHashes: [...keyedHashes] });
      if (users.length === 0 && person.subject === null) throw unheardOf();

      await takePlace(transaction, 'exports', organizationId);
      const source = { transaction, organizationId, subject: person.subject };
      async function* inTime() {
        for await (const part of contentOf(source, users, now)) {
          if (clock() - now.getTime() > LONGEST_READ_MS) throw tooMuch();
          yield part;
        }
      }
      const answer = await deliver(inTime(), {
        contentType: 'application/json',
        filename: `personal-data-${now.toISOString().slice(0, 10)}.json`,
        folder: organizationId,
        bucket,
      });
      // Not whose: the log is kept when they are forgotten.
      await audit(transaction, {
        organizationId,
        actor: caller.subject,
        action: 'export_data',
        resourceType: 'user_data',
        subject: organizationId,
        details: { own: query.user_id === undefined },
      });
      return answer;
    }),
  );
}

const tooMuch = () =>
  timeout('There are more executions of this person than can be exported at once. Ask an operator.');
