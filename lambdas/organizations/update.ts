import { audit } from '../../shared/audit/audit.ts';
import type { Database, Transaction } from '../../shared/database/database.ts';
import { lockPricingInputs } from '../../shared/database/locks.statement.ts';
import { operation, type Operation } from '../../shared/http/operation.ts';
import { conflict } from '../../shared/http/problem.ts';
import { asCaller, enter, requireAdmin } from '../../shared/http/tenancy.ts';
import { replaceBaseline } from './baseline.ts';
import { createPartitions, hasExecutions, storeChanges } from './changes.statement.ts';
import { updateOrganization } from './contract.ts';
import { lockOrganization } from './members.statement.ts';
import { readOrganization } from './organization.ts';
import { requireKnownTimeZone } from './time-zone.ts';

export function updateOrganizationOperation(database: Database): Operation<typeof updateOrganization> {
  return operation(updateOrganization, ({ path: { id }, body, now, caller }) => {
    return asCaller(database, caller, async (transaction) => {
      const membership = await enter(transaction, id, { operators: true, named: { parameter: 'id' } });
      requireAdmin(caller, membership);
      const current = await lockOrganization.one(transaction, { organizationId: id });

      if (body.time_zone !== undefined && body.time_zone !== current.time_zone) {
        await requireKnownTimeZone(transaction, body.time_zone);
        await lockPricingInputs.run(transaction);
        await refuseWithExecutions(transaction, id);
      }
      await storeChanges.run(transaction, {
        organizationId: id,
        name: body.name,
        timeZone: body.time_zone,
        retentionDays: body.retention_days,
        reviewThreshold: body.review_threshold,
      });
      if (body.retention_days !== undefined) {
        const retentionDays = body.retention_days;
        await createPartitions.run(transaction, { now: now.toISOString(), retentionDays });
      }
      let recalculationId: string | null = null;
      if (body.baseline) {
        const { effective_date = now.toISOString(), ...baseline } = body.baseline;
        recalculationId = await replaceBaseline(transaction, id, { ...baseline, effective_date }, now);
      }
      await audit(transaction, {
        organizationId: id,
        actor: caller.subject,
        action: 'organization.updated',
        subject: id,
        details: body,
      });
      const updated = await readOrganization(transaction, id);
      // Last, because ingest waits from here on until the commit.
      if (body.baseline) await lockPricingInputs.run(transaction);
      return { ...updated, recalculation_id: recalculationId };
    });
  });
}

async function refuseWithExecutions(transaction: Transaction, id: string): Promise<void> {
  const { has_executions } = await hasExecutions.one(transaction, { organizationId: id });
  if (!has_executions) return;
  const detail =
    'cannot change any more: there are executions, and their totals are kept by the days of the time zone';
  throw conflict(`time_zone ${detail}.`, [{ field: 'time_zone', detail }]);
}
