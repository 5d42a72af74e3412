import * as z from 'zod';
import { providerFigures } from '../../../shared/figures/providers/contract.ts';
import { period, periodQuery } from '../../../shared/figures/range-contract.ts';
import { route } from '../../../shared/http/route.ts';

export const costsByProvider = route({
  method: 'GET',
  path: '/api/v1/analytics/costs/by-provider',
  operationId: 'getCostsByProvider',
  summary: 'Costs and savings of each provider',
  description:
    'Largest cost first. `period` is accepted for symmetry with the summary and has no effect on totals. ' +
    'Without dates: the current month until today.',
  tag: 'Analytics',
  query: periodQuery,
  status: 200,
  result: z.object({
    currency: z.literal('USD'),
    period,
    providers: z.array(providerFigures),
  }),
});
