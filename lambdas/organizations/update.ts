import { z } from 'zod';
import { audit } from '../../shared/audit/audit.ts';
import type { Database, Transaction } from '../../shared/database/database.ts';
import { operation, type Operation } from '../../shared/http/operation.ts';
import { conflict } from '../../shared/http/problem.ts';
import { asCaller, enter, requireAdmin } from '../../shared/http/tenancy.ts';
import { parseRows } from '../../shared/database/rows.ts';
import { replaceBaseline } from './baseline.ts';
import { updateOrganization } from './contract.ts';
import hasExecutions from './has-executions.sql';
import lockOrganization from './lock-organization.sql';
import lockPricingInputs from './lock-pricing-inputs.sql';
import { readOrganization } from './organization.ts';
import ensurePartitions from './partitions.sql';
import { requireKnownTimeZone } from './time-zone.ts';
import statement from './update-organization.sql';

export function updateOrganizationOperation(database: Database): Operation {
  return operation(updateOrganization, ({ path: { id }, body, now, caller }) => {
    return asCaller(database, caller, async (transaction) => {
      const membership = await enter(transaction, id, { operators: true, named: { parameter: 'id' } });
      requireAdmin(caller, membership);
      const locked = await transaction.query(lockOrganization, [id]);
      const [current] = parseRows(z.object({ time_zone: z.string() }), locked);

      if (body.time_zone !== undefined && body.time_zone !== current?.time_zone) {
        await requireKnownTimeZone(transaction, body.time_zone);
        await transaction.query(lockPricingInputs);
        await refuseWithExecutions(transaction, id);
      }
      await transaction.query(statement, [
        id,
        body.name ?? null,
        body.time_zone ?? null,
        body.retention_days ?? null,
        body.review_threshold ?? null,
      ]);
      if (body.retention_days !== undefined) {
        await transaction.query(ensurePartitions, [now.toISOString(), body.retention_days]);
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
      if (body.baseline) await transaction.query(lockPricingInputs);
      return { ...updated, recalculation_id: recalculationId };
    });
  });
}

async function refuseWithExecutions(transaction: Transaction, id: string): Promise<void> {
  const result = await transaction.query(hasExecutions, [id]);
  const [row] = parseRows(z.object({ has_executions: z.boolean() }), result);
  if (!row?.has_executions) return;
  const detail =
    'cannot change any more: there are executions, and their totals are kept by the days of the time zone';
  throw conflict(`time_zone ${detail}.`, [{ field: 'time_zone', detail }]);
}
