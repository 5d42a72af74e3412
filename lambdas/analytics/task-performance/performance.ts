import { dayOf } from '../../../shared/figures/days.ts';
import type { Database } from '../../../shared/database/database.ts';
import type { Remember } from '../../../shared/figures/remembered/remembered.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asMember } from '../../../shared/http/tenancy.ts';
import { resolveRange } from '../../../shared/figures/range.ts';
import { rounded, shareOf } from '../../../shared/shown/rounded.ts';
import { taskPerformance } from './contract.ts';
import { taskTypePerformance } from './performance.statement.ts';

export function taskPerformanceOperation(
  database: Database,
  remember: Remember,
): Operation<typeof taskPerformance> {
  return operation(taskPerformance, ({ query, now, caller }) =>
    asMember(database, caller, query.organization_id, async (transaction, { timeZone }) => {
      const range = resolveRange(query, 'month', now, timeZone);
      const asked = { query, range, timeZone, today: dayOf(now, timeZone) };
      const read = { organizationId: query.organization_id, operation: taskPerformance.operationId, asked };
      return remember(transaction, read, async () => {
        const rows = await taskTypePerformance.run(transaction, {
          organizationId: query.organization_id,
          ...range,
          taskType: query.task_type,
          provider: query.provider,
        });
        return {
          period: range,
          tasks: rows.map(({ executions, successful, avg_duration_ms, ...row }) => ({
            ...row,
            p50_duration_ms: rounded(row.p50_duration_ms, 2),
            p95_duration_ms: rounded(row.p95_duration_ms, 2),
            p99_duration_ms: rounded(row.p99_duration_ms, 2),
            total_tasks: executions,
            successful_tasks: successful,
            success_rate: shareOf(successful, executions),
            avg_duration_ms: rounded(avg_duration_ms, 2),
          })),
        };
      });
    }),
  );
}
