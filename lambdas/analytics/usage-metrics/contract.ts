import * as z from 'zod';
import { route } from '../../../shared/http/route.ts';
import { reportingDay, taskType } from '../../../shared/http/schemas.ts';
import { count, share } from '../../../shared/figures/figures-contract.ts';
import { period, periodQuery } from '../../../shared/figures/range-contract.ts';

const average = z.number().nullable().meta({ description: '2 decimals.', example: 41.37 });

export const usageMetrics = route({
  method: 'GET',
  path: '/api/v1/analytics/usage/metrics',
  operationId: 'getUsageMetrics',
  summary: 'Who uses routing, and how much',
  description:
    'Without dates `period` gives the range: today, this week from Monday, or this month, each until today. ' +
    'Averages per day count the days of the range that have begun.',
  tag: 'Analytics',
  query: periodQuery,
  status: 200,
  result: z.object({
    period,
    daily_active_users: average.meta({ description: 'Average of the distinct users of each day.' }),
    active_users: count.meta({ description: 'Distinct users of the whole range.' }),
    tasks: count,
    tasks_per_day: average,
    tasks_per_user: average.meta({ description: 'Null without users.' }),
    top_task_types: z
      .array(z.object({ type: taskType, count }))
      .meta({ description: 'The ten most frequent.' }),
    feature_adoption: z.object({
      intelligent_routing: share.meta({ description: 'Share of executions with a routing decision.' }),
      cost_optimization: share.meta({ description: 'Share of executions routed by `cost_optimized`.' }),
    }),
    exact: z
      .object({ days: count, user_days: count, routed_tasks: count, cost_optimized_tasks: count })
      .meta({
        description:
          'What averages and shares are quotients of: days of the range that have begun, users of each of its days added up, ' +
          'executions with a routing decision, and those routed by `cost_optimized`.',
      }),
    trend: z.array(z.object({ date: reportingDay, end: reportingDay, tasks: count, active_users: count })),
  }),
});
