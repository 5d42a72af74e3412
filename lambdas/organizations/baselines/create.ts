import type { z } from 'zod';
import { audit } from '../../../shared/audit/audit.ts';
import type { Database } from '../../../shared/database/database.ts';
import { lockPricingInputs } from '../../../shared/database/locks.statement.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { invalidRequest } from '../../../shared/http/problem.ts';
import { asCaller, enter, requireAdmin } from '../../../shared/http/tenancy.ts';
import { lockOrganization } from '../members.statement.ts';
import { createBaseline } from './contract.ts';
import { replaceBaseline, warningsOf } from './replace-baseline.ts';
import { readBaseline } from './version.ts';

type Body = z.output<NonNullable<(typeof createBaseline)['body']>>;

export function createBaselineOperation(database: Database): Operation<typeof createBaseline> {
  return operation(createBaseline, async ({ path: { id }, body, now, caller }) => {
    refuseMismatch(body);
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

/** What each rule needs and what it has no use for. */
function refuseMismatch({ rule, task_type, label, provider, model }: Body): void {
  const isNamed = rule !== 'message' && rule !== 'requested_model';
  const fields = [
    ['task_type', task_type, rule === 'task_type', rule === 'task_type'],
    ['label', label, rule === 'label', rule === 'label'],
    ['provider', provider, isNamed, rule !== 'message'],
    ['model', model, false, isNamed],
  ] as const;
  const errors = fields.flatMap(([field, value, isNeeded, isAllowed]) => {
    if (value === undefined) return isNeeded ? [{ field, detail: `is required by the rule ${rule}` }] : [];
    return isAllowed ? [] : [{ field, detail: `cannot be given with the rule ${rule}` }];
  });
  if (errors.length > 0) throw invalidRequest(errors);
}
