import { z } from 'zod';
import { route } from '../../runtime/contract.ts';
import { reportingDay } from '../../runtime/http/schemas.ts';
import { part, totals } from '../figures-contract.ts';
import { period, periodQuery } from '../range-contract.ts';

export const savingsSummary = route({
  method: 'GET',
  path: '/api/v1/analytics/savings/summary',
  operationId: 'getSavingsSummary',
  summary: 'What the work cost and what routing saved',
  description:
    'Cost, baseline cost and savings of successful executions of which both costs are known, with the trend over ' +
    'the range and the totals of the equally long range before it. Without dates: the current month until today.',
  tag: 'Analytics',
  query: periodQuery,
  status: 200,
  result: totals.extend({
    currency: z.literal('USD'),
    period,
    trend: z
      .array(part.extend({ date: reportingDay, end: reportingDay }))
      .meta({ description: 'Every period of the range in order; `date` is its first day, `end` its last.' }),
    preceding_period: totals
      .pick({
        total_savings: true,
        total_cost: true,
        baseline_cost: true,
        savings_percentage: true,
        exact: true,
      })
      .extend({ start: reportingDay, end: reportingDay })
      .meta({ description: 'The equally long range that ends the day before this one starts.' }),
  }),
});
