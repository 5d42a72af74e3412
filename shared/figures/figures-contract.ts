import * as z from 'zod';
import { decimal } from '../http/schemas.ts';

export const dollars = z
  .number()
  .meta({ description: 'Rounded to 2 decimals; `exact` has all of them.', example: 12.35 });

const UNKNOWN = 'Null where tasks ran and the costs of none are known: what is unknown is not 0.';

/** Sums over tasks that can be compared. */
export const knownDollars = dollars
  .nullable()
  .meta({ description: `Rounded to 2 decimals; \`exact\` has all of them. ${UNKNOWN}`, example: 12.35 });
export const knownDecimal = decimal
  .nullable()
  .meta({ description: `An exact decimal. ${UNKNOWN}`, example: '12.345678901234' });

export const count = z.int().min(0).meta({ example: 1200 });

export const percentage = z.number().nullable().meta({
  description: '0 to 100 (savings may be negative), 2 decimals. Null where it would divide by zero.',
  example: 38.2,
});

export const share = z
  .number()
  .nullable()
  .meta({ description: '0 to 1, 4 decimals. Null without executions.', example: 0.9731 });

export const averageCost = z.number().nullable().meta({
  description: 'Average cost of one task, 6 decimals. Null where none has a known cost: unknown is not 0.',
  example: 0.012346,
});

export const coverage = z
  .object({
    executions: count,
    priced: count,
    unpriced: count,
    failed_without_usage: count.meta({
      description:
        'Of the unpriced: failed executions without usage, such as timeouts. What was billed for them is unknown, and the ' +
        'percentage excludes them.',
    }),
    percentage,
  })
  .meta({
    description:
      'How many executions have both costs known, actual and baseline. The percentage is priced ÷ (executions − ' +
      'failed_without_usage).',
  });

/** Counts and costs apart from the compared ones, the same wherever figures are given. */
const beside = {
  tasks: count.meta({ description: 'Finished executions, failed ones included.' }),
  successful_tasks: count,
  failed_tasks: count,
  compared_tasks: count.meta({
    description:
      'Tasks over which cost, baseline cost and savings are summed. Where there are `tasks` and this is 0, those sums are ' +
      'null: unknown rather than 0.',
  }),
  failed_cost: knownDollars.meta({
    description:
      'Paid for failed executions; not part of cost or savings. Null where there are some and the cost of none is known.',
  }),
  uncompared_cost: dollars.meta({
    description:
      'Paid for successful executions whose baseline cost is unknown; not part of cost or savings.',
  }),
  coverage,
};

/**
 * Totals over compared executions: the successful ones with both costs known.
 * Savings are baseline cost − actual cost, signed.
 */
export const totals = z.object({
  total_savings: knownDollars,
  total_cost: knownDollars,
  baseline_cost: knownDollars,
  savings_percentage: percentage,
  ...beside,
  exact: z.object({
    total_savings: knownDecimal,
    total_cost: knownDecimal,
    baseline_cost: knownDecimal,
    failed_cost: knownDecimal,
    uncompared_cost: decimal,
  }),
});

/** The same as {@link totals} for one part of them (a period, a provider). */
export const part = z.object({
  savings: knownDollars,
  actual_cost: knownDollars,
  baseline_cost: knownDollars,
  savings_percentage: percentage,
  ...beside,
  exact: z.object({
    savings: knownDecimal,
    actual_cost: knownDecimal,
    baseline_cost: knownDecimal,
    failed_cost: knownDecimal,
    uncompared_cost: decimal,
  }),
});
