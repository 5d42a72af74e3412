import { audit } from '../../../shared/audit/audit.ts';
import type { Database } from '../../../shared/database/database.ts';
import { lockPricingInputs } from '../../../shared/database/locks.statement.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { conflict } from '../../../shared/http/problem.ts';
import { asCaller, enter, requireAdmin } from '../../../shared/http/tenancy.ts';
import { lockOrganization } from '../members.statement.ts';
import { endBaseline as endVersion } from './baselines.statement.ts';
import { endBaseline } from './contract.ts';
import { recalculateFrom } from './replace-baseline.ts';
import { readBaseline } from './version.ts';

export function endBaselineOperation(database: Database): Operation<typeof endBaseline> {
  return operation(endBaseline, ({ path, body, now, caller }) =>
    asCaller(database, caller, async (transaction) => {
      const organizationId = path.id;
      const named = { parameter: 'id' };
      requireAdmin(caller, await enter(transaction, organizationId, { operators: true, named }));
      await lockOrganization.one(transaction, { organizationId });
      const version = await readBaseline(transaction, organizationId, path.baseline_id);
      if (version.rule === 'organization') {
        throw conflict('The baseline of the organization can be replaced, not ended.', [
          { parameter: 'baseline_id', detail: 'must not be of the rule organization' },
        ]);
      }
      const endDate = body.end_date ?? now.toISOString();
      const ended = await endVersion.run(transaction, { organizationId, id: path.baseline_id, endDate });
      if (ended.length === 0) {
        const detail = `must be after the start of a baseline that has not ended; ${endDate} is not`;
        throw conflict(`end_date ${detail}.`, [{ field: 'end_date', detail }]);
      }
      const recalculationId = await recalculateFrom(transaction, organizationId, endDate, now);
      await audit(transaction, {
        organizationId,
        actor: caller.subject,
        action: 'baseline.ended',
        subject: path.baseline_id,
        details: { end_date: endDate, recalculation_id: recalculationId },
      });
      const after = await readBaseline(transaction, organizationId, path.baseline_id);
      await lockPricingInputs.run(transaction);
      return { ...after, recalculation_id: recalculationId };
    }),
  );
}
