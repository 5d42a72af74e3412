import { z } from 'zod';
import { route } from '../../runtime/contract.ts';
import { decimal, mustBe, provider, reportingDay } from '../../runtime/http/schemas.ts';
import { count, dollars, part, percentage, totals } from '../figures-contract.ts';
import { period, periodQuery } from '../range-contract.ts';

const comparedTo = z
  .enum(
    ['preceding_range', 'same_days_of_previous_month'],
    mustBe('one of preceding_range, same_days_of_previous_month'),
  )
  .meta({
    description:
      '`preceding_range`: the equally long range that ends the day before this one starts. ' +
      '`same_days_of_previous_month`: for a range within one month; a day that the shorter month lacks is left out.',
  });

const change = z
  .object({ savings: dollars, percentage, exact: z.object({ savings: decimal }) })
  .nullable()
  .meta({
    description:
      'Savings of this range minus those of the preceding period, also as a percentage of their absolute value. ' +
      'Null where the figures do not reach back to the first day of the preceding period.',
  });

const projection = z
  .object({
    annual_savings: dollars,
    start: reportingDay,
    end: reportingDay,
    days: count.meta({ description: 'Complete days from start to end.', example: 21 }),
  })
  .nullable()
  .meta({
    description:
      'Run rate: savings of the complete days of this range, divided by those days, times 365. Days before the ' +
      "organization's first figures and today do not count. Null with fewer than 7 such days.",
  });

export const savingsSummary = route({
  method: 'GET',
  path: '/api/v1/analytics/savings/summary',
  operationId: 'getSavingsSummary',
  summary: 'What the work cost and what routing saved',
  description:
    'Cost, baseline cost and savings of successful executions of which both costs are known, with the trend over ' +
    'the range and the totals of the period before it. Without dates: the current month until today.',
  tag: 'Analytics',
  query: periodQuery.extend({
    provider: provider.optional().meta({ description: 'Only what ran on this provider.' }),
    compare_to: comparedTo.default('preceding_range'),
  }),
  status: 200,
  result: totals.extend({
    currency: z.literal('USD'),
    period,
    trend: z
      .array(
        part.extend({
          date: reportingDay,
          end: reportingDay,
          cumulative_savings: dollars,
          exact: part.shape.exact.extend({ cumulative_savings: decimal }),
        }),
      )
      .meta({
        description:
          'Every period of the range in order; `date` is its first day, `end` its last. Cumulative savings are ' +
          "those of the range until the period's end.",
      }),
    preceding_period: totals
      .pick({
        total_savings: true,
        total_cost: true,
        baseline_cost: true,
        savings_percentage: true,
        exact: true,
      })
      .extend({ start: reportingDay, end: reportingDay })
      .meta({ description: 'What this range is compared to: see `compare_to`.' }),
    change,
    projection,
  }),
});
