import type { Database } from '../../../shared/database/database.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asCaller, enter } from '../../../shared/http/tenancy.ts';
import { nextRetention } from '../../../shared/retention/next-retention.ts';
import { getRetention } from './contract.ts';
import { retentionEffect } from './retention.statement.ts';

/** How much there is, is the organization's own. */
const NOT_COUNTED = { executions: null, routing_decisions: null, flags: null, rejections: null };

export function getRetentionOperation(database: Database): Operation<typeof getRetention> {
  return operation(getRetention, ({ path: { id }, query, now, caller }) =>
    asCaller(database, caller, async (transaction) => {
      const { role } = await enter(transaction, id, { operators: true, named: { parameter: 'id' } });
      const { decidesAt, deletesAt } = nextRetention(now.getTime());
      const effect = await retentionEffect.one(transaction, {
        organizationId: id,
        retentionDays: query.retention_days,
        decidedAt: decidesAt,
      });
      return { ...effect, ...(role === null && NOT_COUNTED), runs_at: deletesAt };
    }),
  );
}
