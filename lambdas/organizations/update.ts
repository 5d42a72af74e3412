import { refuseTooManyWaiting } from '../../shared/recalculation/refuse-too-many.ts';
import { audit } from '../../shared/audit/audit.ts';
import type { Database, Transaction } from '../../shared/database/database.ts';
import { lockPricingInputs } from '../../shared/database/locks.statement.ts';
import { operation, type Operation } from '../../shared/http/operation.ts';
import { conflict } from '../../shared/http/problem.ts';
import { asCaller, enter, requireAdmin } from '../../shared/http/tenancy.ts';
import { replaceBaseline, warningsOf } from './baselines/replace-baseline.ts';
import { refuseTooShortForArchive } from './retention/archive.ts';
import { hasExecutions, requestCostSourceRecalculation, storeChanges } from './changes.statement.ts';
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

      refuseTooShortForArchive(body, current);
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
        actualCostSource: body.actual_cost_source,
        keepDescriptions: body.keep_descriptions,
        keepErrorMessages: body.keep_error_messages,
        figuresByPerson: body.figures_by_person,
        archive: body.archive,
      });
      let recalculationId: string | null = null;
      if (body.baseline) {
        const { effective_date = now.toISOString(), ...baseline } = body.baseline;
        const version = { rule: 'organization', ...baseline, effective_date } as const;
        const field = 'baseline.effective_date';
        ({ recalculationId } = await replaceBaseline(transaction, id, version, { now, field }));
      }
      const takesOtherCosts =
        body.actual_cost_source !== undefined && body.actual_cost_source !== current.actual_cost_source;
      // It is of all executions, so it does what a changed baseline needs as well.
      if (takesOtherCosts) {
        await refuseTooManyWaiting(transaction, id);
        ({ id: recalculationId } = await requestCostSourceRecalculation.one(transaction, {
          organizationId: id,
        }));
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
      if (body.baseline || takesOtherCosts) await lockPricingInputs.run(transaction);
      const warned = body.baseline ? warningsOf(body.baseline, 'baseline.model') : [];
      return { ...updated, recalculation_id: recalculationId, warnings: warned };
    });
  });
}

async function refuseWithExecutions(transaction: Transaction, id: string): Promise<void> {
  const { has_executions } = await hasExecutions.one(transaction, { organizationId: id });
  if (!has_executions) return;
  const detail =
    'can no longer be changed: there are executions, and their totals are kept by the days of the time zone';
  throw conflict(`time_zone ${detail}.`, [{ field: 'time_zone', detail }]);
}
