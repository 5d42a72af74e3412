import type { Database } from '../../../shared/database/database.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asCaller, enter } from '../../../shared/http/tenancy.ts';
import { nextRetention } from '../../../shared/retention/next-retention.ts';
import { getRetention } from './contract.ts';
import { retentionEffect } from './retention.statement.ts';

export function getRetentionOperation(database: Database): Operation<typeof getRetention> {
  return operation(getRetention, ({ path: { id }, query, now, caller }) =>
    asCaller(database, caller, async (transaction) => {
      await enter(transaction, id, { operators: true, named: { parameter: 'id' } });
      const { decidesAt, deletesAt } = nextRetention(now.getTime());
      const effect = await retentionEffect.one(transaction, {
        organizationId: id,
        retentionDays: query.retention_days,
        decidedAt: decidesAt,
      });
      return { ...effect, runs_at: deletesAt };
    }),
  );
}
