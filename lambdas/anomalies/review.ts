import { audit } from '../../shared/audit/audit.ts';
import type { Database } from '../../shared/database/database.ts';
import { operation, type Operation } from '../../shared/http/operation.ts';
import { notFound, type Problem } from '../../shared/http/problem.ts';
import { asCaller, enter, requireAdmin } from '../../shared/http/tenancy.ts';
import { anomalies } from './anomalies.statement.ts';
import { reviewAnomaly } from './contract.ts';
import { presentAnomaly } from './present-anomaly.ts';
import { lockAnomaly, storeReview, type LockAnomalyRow } from './reviews.statement.ts';

type State = Pick<LockAnomalyRow, 'status' | 'note'>;

/** No filter at all. */
const ONE = {
  kind: null,
  status: null,
  start: null,
  end: null,
  afterTime: null,
  afterId: null,
  limit: 1,
};

export function reviewAnomalyOperation(database: Database): Operation<typeof reviewAnomaly> {
  return operation(reviewAnomaly, ({ path: { id }, body, caller, now }) => {
    const { organization_id: organizationId } = body;
    return asCaller(database, caller, async (transaction) => {
      const named = { field: 'organization_id' };
      const membership = await enter(transaction, organizationId, { operators: false, named });
      requireAdmin(caller, membership);
      const [before] = await lockAnomaly.run(transaction, { organizationId, id });
      if (!before) throw noSuchAnomaly();

      const after = { status: body.status, note: body.note === undefined ? before.note : body.note };
      const action = actionOf(before, after);
      if (action !== null) {
        await storeReview.run(transaction, {
          organizationId,
          id,
          ...after,
          reviewedBy: caller.subject,
          reviewedAt: now.toISOString(),
        });
        await audit(transaction, {
          organizationId,
          actor: caller.subject,
          action,
          subject: id,
          details: {
            execution_id: before.execution_id,
            kind: before.kind,
            before: told(before),
            after: told(after),
          },
        });
      }
      const { timeZone } = membership;
      const [row] = await anomalies.run(transaction, { ...ONE, organizationId, timeZone, id });
      if (!row) throw noSuchAnomaly();
      return presentAnomaly(row);
    });
  });
}

/** The log is kept when a note is erased. */
const told = ({ status, note }: State) => ({ status, has_note: note !== null });

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
