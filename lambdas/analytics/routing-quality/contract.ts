import * as z from 'zod';
import { period, rangeQuery } from '../../../shared/figures/range-contract.ts';
import { quality } from '../../../shared/figures/routing/contract.ts';
import { route } from '../../../shared/http/route.ts';

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
