import { refuseTooManyWaiting } from '../../../shared/recalculation/refuse-too-many.ts';
import { audit } from '../../../shared/audit/audit.ts';
import type { Database, Transaction } from '../../../shared/database/database.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { invalidRequest, notFound, type Problem } from '../../../shared/http/problem.ts';
import { asMember, requireAdmin } from '../../../shared/http/tenancy.ts';
import { workOn } from '../../../shared/recalculation/work.ts';
import { createVoid } from './contract.ts';
import { readVoid } from './read.ts';
import { insertVoid, requestVoid, unknownIds } from './voids.statement.ts';

/** How long a dry run is worked on here; the scheduled job goes on with the rest. */
const DRY_RUN_MS = 4_000;

export function createVoidOperation(database: Database): Operation<typeof createVoid> {
  return operation(createVoid, async ({ body, caller }) => {
    const { organization_id: organizationId, ids, producer, import_id: importId, reason } = body;
    const { received_from: receivedFrom, received_to: receivedTo } = body;
    if (
      receivedFrom !== undefined &&
      receivedTo !== undefined &&
      Date.parse(receivedFrom) >= Date.parse(receivedTo)
    ) {
      throw invalidRequest([{ field: 'received_from', detail: `must be before received_to, ${receivedTo}` }]);
    }
    const { id, recalculationId } = await asMember(
      database,
      caller,
      organizationId,
      async (transaction, membership) => {
        requireAdmin(caller, membership);
        if (ids) await refuseUnknown(transaction, organizationId, ids);
        const made = await insertVoid.one(transaction, {
          organizationId,
          ids: ids?.map((each) => each.toLowerCase()),
          producer,
          importId,
          receivedFrom,
          receivedTo,
          reason,
          dryRun: body.dry_run,
        });
        if (receivedTo !== undefined && made.is_ahead) throw ahead();
        await refuseTooManyWaiting(transaction, organizationId);
        const work = await requestVoid.one(transaction, { id: made.id });
        const { organization_id: _organization, dry_run: isDryRun, ids: _ids, ...asked } = body;
        // A dry run changes nothing, but tells what whole days cost.
        await audit(transaction, {
          organizationId,
          actor: caller.subject,
          action: isDryRun ? 'execution.void_tried' : 'execution.voided',
          resourceType: 'void',
          subject: made.id,
          details: { ...asked, received_to: made.received_to, ids_given: ids?.length ?? null },
        });
        return { id: made.id, recalculationId: work.id };
      },
    );
    if (body.dry_run) {
      const end = Date.now() + DRY_RUN_MS;
      await workOn(
        recalculationId,
        (work) => asMember(database, caller, organizationId, work),
        () => Date.now() >= end,
      );
    }
    return asMember(database, caller, organizationId, (transaction) =>
      readVoid(transaction, organizationId, id),
    );
  });
}

const ahead = (): Problem =>
  invalidRequest([
    { field: 'received_to', detail: 'must not be in the future: a void is of what was received until now' },
  ]);

/** @throws Problem 404 that names the first of them */
async function refuseUnknown(
  transaction: Transaction,
  organizationId: string,
  ids: readonly string[],
): Promise<void> {
  const unknown = await unknownIds.run(transaction, { organizationId, ids });
  if (unknown.length === 0) return;
  const detail = `must be ids of executions of the organization; these are not: ${unknown.map(({ id }) => id).join(', ')}`;
  throw notFound('The organization has no such executions.', [{ field: 'ids', detail }]);
}
