import { audit } from '../../../shared/audit/audit.ts';
import type { Database } from '../../../shared/database/database.ts';
import { lockPricingInputs } from '../../../shared/database/locks.statement.ts';
import { ruleMismatches } from '../../../shared/http/baseline-rule.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { invalidRequest } from '../../../shared/http/problem.ts';
import { asCaller, enter, requireAdmin } from '../../../shared/http/tenancy.ts';
import { lockOrganization } from '../members.statement.ts';
import { createBaseline } from './contract.ts';
import { replaceBaseline, warningsOf } from './replace-baseline.ts';
import { readBaseline } from './version.ts';

export function createBaselineOperation(database: Database): Operation<typeof createBaseline> {
  return operation(createBaseline, async ({ path: { id }, body, now, caller }) => {
    const { task_type, label, provider, model } = body;
    const mismatches = ruleMismatches(body.rule, { task_type, label, provider, model });
    if (mismatches.length > 0) throw invalidRequest(mismatches);
    return asCaller(database, caller, async (transaction) => {
      requireAdmin(caller, await enter(transaction, id, { operators: true, named: { parameter: 'id' } }));
      await lockOrganization.one(transaction, { organizationId: id });
      const baseline = { ...body, effective_date: body.effective_date ?? now.toISOString() };
      const made = await replaceBaseline(transaction, id, baseline, { now, field: 'effective_date' });
      await audit(transaction, {
        organizationId: id,
        actor: caller.subject,
        action: 'baseline.created',
        subject: made.id,
        details: { ...baseline, recalculation_id: made.recalculationId },
      });
      const version = await readBaseline(transaction, id, made.id);
      // Last, because ingest waits from here on until the commit.
      await lockPricingInputs.run(transaction);
      return { ...version, recalculation_id: made.recalculationId, warnings: warningsOf(body, 'model') };
    });
  });
}
