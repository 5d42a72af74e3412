import { z } from 'zod';
import { audit } from '../../shared/audit/audit.ts';
import type { Database } from '../../shared/database/database.ts';
import { operation, type Operation } from '../../shared/http/operation.ts';
import { notFound, type Problem } from '../../shared/http/problem.ts';
import { flagKind, flagStatus } from '../../shared/http/schemas.ts';
import { asCaller, enter, requireAdmin } from '../../shared/http/tenancy.ts';
import { parseRows } from '../../shared/database/rows.ts';
import { presentAnomaly } from './anomaly-row.ts';
import { reviewAnomaly } from './contract.ts';
import lockAnomaly from './lock-anomaly.sql';
import { readAnomalies } from './read.ts';
import statement from './review.sql';

const state = z.object({ status: flagStatus, note: z.string().nullable() });
const lockedRow = state.extend({ execution_id: z.string(), kind: flagKind });
type State = z.output<typeof state>;

export function reviewAnomalyOperation(database: Database): Operation<typeof reviewAnomaly> {
  return operation(reviewAnomaly, ({ path: { id }, body, caller, now }) => {
    const { organization_id: organizationId } = body;
    return asCaller(database, caller, async (transaction) => {
      const named = { field: 'organization_id' };
      const membership = await enter(transaction, organizationId, { operators: true, named });
      requireAdmin(caller, membership);
      const locked = await transaction.query(lockAnomaly, [organizationId, id]);
      const [before] = parseRows(lockedRow, locked);
      if (!before) throw noSuchAnomaly();

      const after = { status: body.status, note: body.note === undefined ? before.note : body.note };
      const action = actionOf(before, after);
      if (action !== null) {
        const by = [caller.subject, now.toISOString()];
        await transaction.query(statement, [organizationId, id, after.status, after.note, ...by]);
        await audit(transaction, {
          organizationId,
          actor: caller.subject,
          action,
          subject: id,
          details: {
            execution_id: before.execution_id,
            kind: before.kind,
            before: state.parse(before),
            after,
          },
        });
      }
      const { timeZone } = membership;
      const [row] = await readAnomalies(transaction, { organizationId, timeZone, id, limit: 1 });
      if (!row) throw noSuchAnomaly();
      return presentAnomaly(row);
    });
  });
}

/** @returns what the audit log calls it; null: nothing changes */
function actionOf(before: State, after: State): string | null {
  if (before.status !== after.status) {
    return after.status === 'reviewed' ? 'anomaly.reviewed' : 'anomaly.reopened';
  }
  return before.note === after.note ? null : 'anomaly.noted';
}

const noSuchAnomaly = (): Problem =>
  notFound('The organization has no such anomaly, or a recalculation has withdrawn it.', [
    { parameter: 'id', detail: "must be the id of one of the organization's anomalies" },
  ]);
