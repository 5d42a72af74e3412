import { z } from 'zod';
import { count, dollars, percentage, share } from '../../figures/figures-contract.ts';
import { period, rangeQuery } from '../../figures/range-contract.ts';
import { route } from '../../runtime/contract.ts';
import { decimal } from '../../runtime/http/schemas.ts';

const averageDollars = z
  .number()
  .nullable()
  .meta({ description: 'Of one decision, 6 decimals. Null without any to average.', example: -0.000512 });
const averageMilliseconds = z
  .number()
  .nullable()
  .meta({ description: 'Of one decision, 2 decimals. Null without any to average.', example: 210.5 });

const cost = z
  .object({
    compared: count.meta({ description: 'Decisions with an estimated and a known actual cost.' }),
    estimated_cost: dollars,
    actual_cost: dollars,
    bias: averageDollars.meta({ description: 'Mean of actual − estimated: above 0, estimates are too low.' }),
    mean_absolute_error: averageDollars,
    bias_percentage: percentage.meta({ description: 'The bias, of what was paid.' }),
    mean_absolute_error_percentage: percentage.meta({ description: 'The error, of what was paid.' }),
    exact: z.object({ estimated_cost: decimal, actual_cost: decimal, absolute_error: decimal }),
  })
  .meta({ description: 'Failed executions included: they were paid for.' });

const duration = z.object({
  compared: count.meta({ description: 'Decisions with an estimated duration.' }),
  bias_ms: averageMilliseconds.meta({
    description: 'Mean of actual − estimated: above 0, estimates are too low.',
  }),
  mean_absolute_error_ms: averageMilliseconds,
  bias_percentage: percentage.meta({ description: 'The bias, of the time it took.' }),
  mean_absolute_error_percentage: percentage.meta({ description: 'The error, of the time it took.' }),
});

const choices = z.object({
  judged: count.meta({
    description: 'Decisions with a known actual cost and an estimated cost of an alternative.',
  }),
  optimal: count.meta({
    description: 'Those of which no alternative was estimated to cost less than was paid.',
  }),
  optimal_share: share,
});

const savings = z.object({
  compared: count.meta({
    description: 'Decisions that promised savings, and of which the savings are known.',
  }),
  promised: dollars,
  realized: dollars,
  realized_percentage: percentage.meta({
    description: 'Of the promised ones; null unless they are above 0.',
  }),
  exact: z.object({ promised: decimal, realized: decimal }),
});

export const quality = z.object({
  decisions: count.meta({ description: 'Decisions of executions that started in the range.' }),
  cost,
  duration,
  choices,
  savings,
});

const strategy = z.string().meta({ example: 'cost_optimized' });
const version = z
  .string()
  .nullable()
  .meta({ description: 'Null: the decisions named none.', example: '3.1' });

export const getRoutingQuality = route({
  method: 'GET',
  path: '/api/v1/analytics/routing/quality',
  operationId: 'getRoutingQuality',
  summary: 'How good routing decisions turned out to be',
  description:
    'Estimates against what happened, choices against their alternatives, and promised against realized savings; of ' +
    'all decisions, by strategy, by version of the algorithm, and by both, most decisions first. Without dates: the ' +
    'current month until today.',
  tag: 'Analytics',
  query: rangeQuery,
  status: 200,
  result: z.object({
    currency: z.literal('USD'),
    period,
    overall: quality,
    by_strategy: z.array(quality.extend({ routing_strategy: strategy })),
    by_algorithm_version: z.array(quality.extend({ algorithm_version: version })),
    by_strategy_and_algorithm_version: z
      .array(quality.extend({ routing_strategy: strategy, algorithm_version: version }))
      .meta({ description: 'The most frequent, where there are more than some hundreds.' }),
  }),
});
