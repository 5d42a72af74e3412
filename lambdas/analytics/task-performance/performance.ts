import { z } from 'zod';
import type { Database } from '../../../shared/database/database.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asMember } from '../../../shared/http/tenancy.ts';
import { parseRows, wholeNumber } from '../../../shared/database/rows.ts';
import { resolveRange } from '../../../shared/figures/range.ts';
import { rounded, shareOf } from '../../../shared/shown/rounded.ts';
import { taskPerformance } from './contract.ts';
import statement from './performance.sql';

const percentile = z.number().transform((milliseconds) => Number(milliseconds.toFixed(2)));

const taskRow = z.object({
  task_type: z.string(),
  executions: wholeNumber,
  successful: wholeNumber,
  avg_duration_ms: z.string(),
  p50_duration_ms: percentile,
  p95_duration_ms: percentile,
  p99_duration_ms: percentile,
  optimal_provider: z.string().nullable(),
});

export function taskPerformanceOperation(database: Database): Operation<typeof taskPerformance> {
  return operation(taskPerformance, ({ query, now, caller }) =>
    asMember(database, caller, query.organization_id, async (transaction, { timeZone }) => {
      const range = resolveRange(query, 'month', now, timeZone);
      const parameters = [
        query.organization_id,
        range.start,
        range.end,
        query.task_type ?? null,
        query.provider ?? null,
      ];
      const rows = parseRows(taskRow, await transaction.query(statement, parameters));
      return {
        period: range,
        tasks: rows.map(({ executions, successful, avg_duration_ms, ...row }) => ({
          ...row,
          total_tasks: executions,
          successful_tasks: successful,
          success_rate: shareOf(successful, executions),
          avg_duration_ms: rounded(avg_duration_ms, 2),
        })),
      };
    }),
  );
}
