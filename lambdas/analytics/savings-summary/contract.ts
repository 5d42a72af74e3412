import * as z from 'zod';
import { rule as baselineRule } from '../../../shared/http/baseline-rule.ts';
import { count, dollars, totals } from '../../../shared/figures/figures-contract.ts';
import { period, periodQuery } from '../../../shared/figures/range-contract.ts';
import { change, precedingPeriod, projection, trend } from '../../../shared/figures/savings/contract.ts';
import { route } from '../../../shared/http/route.ts';
import { decimal, mustBe, provider } from '../../../shared/http/schemas.ts';

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

export const baselineRules = z
  .array(
    z.object({
      rule: baselineRule,
      tasks: count,
      baseline_cost: dollars,
      exact: z.object({ baseline_cost: decimal }),
    }),
  )
  .meta({
    description:
      'The rules by which the baselines of `compared_tasks` were chosen. Of an organization with more than its one ' +
      'baseline, of executions that are kept.',
  });

export const savingsSummary = route({
  method: 'GET',
  path: '/api/v1/analytics/savings/summary',
  operationId: 'getSavingsSummary',
  summary: 'What the work cost and what routing saved',
  description:
    'Cost, baseline cost and savings of successful executions with both costs known, with the trend over ' +
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
    trend,
    preceding_period: precedingPeriod.meta({
      description: 'What this range is compared with: see `compare_to`.',
    }),
    change,
    projection,
    baseline_rules: baselineRules,
  }),
});
