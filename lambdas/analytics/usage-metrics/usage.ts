import * as z from 'zod';
import type { Database } from '../../../shared/database/database.ts';
import type { Remember } from '../../../shared/figures/remembered/remembered.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { asMember } from '../../../shared/http/tenancy.ts';
import { dayOf, daysIn, periodsOf, type DayRange } from '../../../shared/figures/days.ts';
import { resolveRange } from '../../../shared/figures/range.ts';
import { quotient } from '../../../shared/shown/fractions.ts';
import { roundedOrNull, shareOf } from '../../../shared/shown/rounded.ts';
import { usageMetrics } from './contract.ts';
import { usageCounts } from './usage.statement.ts';

const topTaskTypes = z.array(z.object({ type: z.string(), count: z.int() }));
const usedPeriods = z.array(z.object({ start: z.string(), tasks: z.int(), active_users: z.int() }));

export function usageMetricsOperation(
  database: Database,
  remember: Remember,
): Operation<typeof usageMetrics> {
  return operation(usageMetrics, ({ query, now, caller }) =>
    asMember(database, caller, query.organization_id, async (transaction, { timeZone }) => {
      const range = resolveRange(query, query.period, now, timeZone);
      const asked = { query, range, timeZone, today: dayOf(now, timeZone) };
      const read = { organizationId: query.organization_id, operation: usageMetrics.operationId, asked };
      return remember(transaction, read, async () => {
        const usage = await usageCounts.one(transaction, {
          organizationId: query.organization_id,
          ...range,
          period: query.period,
        });

        const days = daysBegun(range, dayOf(now, timeZone));
        const byStart = new Map(usedPeriods.parse(usage.periods).map((period) => [period.start, period]));
        return {
          period: range,
          daily_active_users: average(usage.user_days, days),
          active_users: usage.active_users,
          tasks: usage.executions,
          tasks_per_day: average(usage.executions, days),
          tasks_per_user: average(usage.executions, usage.active_users),
          top_task_types: topTaskTypes.parse(usage.top_task_types),
          feature_adoption: {
            intelligent_routing: shareOf(usage.routed, usage.executions),
            cost_optimization: shareOf(usage.cost_optimized, usage.executions),
          },
          exact: {
            days,
            user_days: usage.user_days,
            routed_tasks: usage.routed,
            cost_optimized_tasks: usage.cost_optimized,
          },
          trend: periodsOf(range, query.period).map(({ start, end }) => ({
            date: start,
            end,
            tasks: byStart.get(start)?.tasks ?? 0,
            active_users: byStart.get(start)?.active_users ?? 0,
          })),
        };
      });
    }),
  );
}

const average = (total: number, of: number) => roundedOrNull(quotient(total, of), 2);

/** How many days of the range are not in the future. */
function daysBegun(range: DayRange, today: string): number {
  return Math.max(0, daysIn({ start: range.start, end: range.end < today ? range.end : today }));
}
