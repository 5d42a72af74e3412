import * as z from 'zod';
import { route } from '../../../shared/http/route.ts';
import { provider, taskType } from '../../../shared/http/schemas.ts';
import { count, share } from '../../../shared/figures/figures-contract.ts';
import { period, rangeQuery } from '../../../shared/figures/range-contract.ts';

const duration = z.number().nullable().meta({
  description: 'Milliseconds, 2 decimals; percentiles are within 1% of the exact ones.',
  example: 1834.62,
});

export const taskPerformance = route({
  method: 'GET',
  path: '/api/v1/analytics/tasks/performance',
  operationId: 'getTaskPerformance',
  summary: 'Success and duration of each task type, and its best-value provider',
  description: 'Most frequent task type first. Without dates: the current month until today.',
  tag: 'Analytics',
  query: rangeQuery.extend({
    task_type: taskType.optional().meta({ description: 'Only this task type.' }),
    provider: provider.optional().meta({ description: 'Only executions of this provider.' }),
  }),
  status: 200,
  result: z.object({
    period,
    tasks: z.array(
      z.object({
        task_type: taskType,
        total_tasks: count,
        successful_tasks: count,
        success_rate: share,
        avg_duration_ms: duration,
        p50_duration_ms: duration,
        p95_duration_ms: duration,
        p99_duration_ms: duration,
        optimal_provider: provider.nullable().meta({
          description:
            'Lowest cost per successful task (failed runs are paid for too) among the providers with at least 30 ' +
            'tasks of this type whose success rate is within two points of the best of them. All providers ' +
            'compete, whatever the `provider` filter. Null where none qualifies.',
        }),
      }),
    ),
  }),
});
