import * as z from 'zod';
import { count, knownDecimal, knownDollars, percentage, share } from '../figures-contract.ts';

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
    estimated_cost: knownDollars,
    actual_cost: knownDollars,
    bias: averageDollars.meta({ description: 'Mean of actual − estimated: above 0, estimates are too low.' }),
    mean_absolute_error: averageDollars,
    bias_percentage: percentage.meta({ description: 'The bias in percent of what was paid.' }),
    mean_absolute_error_percentage: percentage.meta({
      description: 'The error in percent of what was paid.',
    }),
    exact: z.object({
      estimated_cost: knownDecimal,
      actual_cost: knownDecimal,
      absolute_error: knownDecimal,
    }),
  })
  .meta({ description: 'Failed executions included: they were paid for.' });

const duration = z.object({
  compared: count.meta({ description: 'Decisions with an estimated duration.' }),
  bias_ms: averageMilliseconds.meta({
    description: 'Mean of actual − estimated: above 0, estimates are too low.',
  }),
  mean_absolute_error_ms: averageMilliseconds,
  bias_percentage: percentage.meta({ description: 'The bias in percent of the time taken.' }),
  mean_absolute_error_percentage: percentage.meta({ description: 'The error in percent of the time taken.' }),
  exact: z
    .object({ estimated_ms: count, actual_ms: count, absolute_error_ms: count })
    .meta({ description: 'Sums over the compared decisions.' }),
});

export const choices = z.object({
  judged: count.meta({
    description: 'Decisions with a known actual cost and an estimated cost of an alternative.',
  }),
  optimal: count.meta({
    description: 'Those with no alternative that was estimated to cost less than was paid.',
  }),
  optimal_share: share,
});

const savings = z.object({
  compared: count.meta({
    description: 'Decisions that promised savings and whose savings are known.',
  }),
  promised: knownDollars,
  realized: knownDollars,
  realized_percentage: percentage.meta({
    description: 'Of the promised ones; null unless they are above 0.',
  }),
  exact: z.object({ promised: knownDecimal, realized: knownDecimal }),
});

export const quality = z.object({
  decisions: count.meta({ description: 'Decisions of executions that started in the range.' }),
  cost,
  duration,
  choices,
  savings,
});
