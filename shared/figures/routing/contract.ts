import { z } from 'zod';
import { decimal } from '../../http/schemas.ts';
import { count, dollars, percentage, share } from '../figures-contract.ts';

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

export const choices = z.object({
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
