import * as z from 'zod';
import { decimal, reportingDay } from '../../http/schemas.ts';
import { count, dollars, knownDecimal, knownDollars, part, percentage, totals } from '../figures-contract.ts';

export const change = z
  .object({ savings: dollars, percentage, exact: z.object({ savings: decimal }) })
  .nullable()
  .meta({
    description:
      'Savings of this range minus those of the preceding period, also as a percentage of their absolute value. ' +
      'Null where the figures do not reach back to the first day of the preceding period, or where tasks ran in one of ' +
      'both and none can be compared: what is unknown is not 0.',
  });

export const projection = z
  .object({
    annual_savings: dollars,
    start: reportingDay,
    end: reportingDay,
    days: count.meta({ description: 'Complete days from start to end.', example: 21 }),
    exact: z.object({ annual_savings: decimal }),
  })
  .nullable()
  .meta({
    description:
      'Run rate: savings of the complete days of this range, divided by those days, times 365. Days before the ' +
      "organization's first figures and today do not count. Null with fewer than 7 such days, or where none of their tasks can be compared.",
  });

export const trend = z
  .array(
    part.extend({
      date: reportingDay,
      end: reportingDay,
      cumulative_savings: knownDollars,
      exact: part.shape.exact.extend({ cumulative_savings: knownDecimal }),
    }),
  )
  .meta({
    description:
      'Every period of the range in order; `date` is its first day, `end` its last. Cumulative savings are ' +
      "those of the range until the period's end; null as long as tasks ran and none could be compared.",
  });

export const precedingPeriod = totals
  .pick({
    tasks: true,
    compared_tasks: true,
    total_savings: true,
    total_cost: true,
    baseline_cost: true,
    savings_percentage: true,
    exact: true,
  })
  .extend({ start: reportingDay, end: reportingDay });
