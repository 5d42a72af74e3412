import { audit } from '../../../shared/audit/audit.ts';
import type { Database } from '../../../shared/database/database.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asAdminInPerson } from '../as-admin-in-person.ts';
import { lockOrganization } from '../members.statement.ts';
import { deleteProducer, putProducer } from './contract.ts';
import { noSuchProducer } from './problems.ts';
import { enforceProducers, removeProducer, storeProducer } from './producers.statement.ts';

export function putProducerOperation(database: Database): Operation<typeof putProducer> {
  return operation(putProducer, ({ path: { id, principal }, body: { name }, caller }) =>
    asAdminInPerson(database, caller, id, async (transaction) => {
      await lockOrganization.one(transaction, { organizationId: id });
      const { changed, ...stored } = await storeProducer.one(transaction, {
        organizationId: id,
        principal,
        name,
      });
      await enforceProducers.run(transaction, { organizationId: id });
      if (changed) {
        await audit(transaction, {
          organizationId: id,
          actor: caller.subject,
          action: 'producer.put',
          subject: principal,
          details: { name },
        });
      }
      return { organization_id: id, ...stored };
    }),
  );
}

export function deleteProducerOperation(database: Database): Operation<typeof deleteProducer> {
  return operation(deleteProducer, ({ path: { id, principal }, caller }) =>
    asAdminInPerson(database, caller, id, async (transaction) => {
      const removed = await removeProducer.run(transaction, { organizationId: id, principal });
      if (removed.length === 0) throw noSuchProducer("must be one of the organization's producers");
      await audit(transaction, {
        organizationId: id,
        actor: caller.subject,
        action: 'producer.deleted',
        subject: principal,
        details: {},
      });
    }),
  );
}
