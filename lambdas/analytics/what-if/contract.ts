import { z } from 'zod';
import { route } from '../../../shared/http/route.ts';
import { model, provider } from '../../../shared/http/schemas.ts';
import { unpricedReason } from '../coverage/contract.ts';
import { count, share, totals } from '../../../shared/figures/figures-contract.ts';
import { period, rangeQuery } from '../../../shared/figures/range-contract.ts';

export const baselineReason = unpricedReason.extract([
  'usage_missing',
  'usage_class_unknown',
  'baseline_request_split_missing',
  'baseline_service_tier_price_missing',
  'baseline_price_missing',
  'baseline_token_split_missing',
  'baseline_compute_units_missing',
  'baseline_cost_out_of_range',
]);

export const comparison = totals
  .pick({ total_savings: true, total_cost: true, baseline_cost: true, savings_percentage: true })
  .extend({
    tasks: count.meta({ description: 'What the amounts are sums of.' }),
    exact: totals.shape.exact.pick({ total_savings: true, total_cost: true, baseline_cost: true }),
  });

export const whatIf = route({
  method: 'GET',
  path: '/api/v1/analytics/what-if',
  operationId: 'getWhatIf',
  summary: 'The savings against any other baseline',
  description:
    'Prices the recorded usage of successful executions with a known actual cost as if this provider and model had ' +
    'been the baseline, by the prices in force when each execution started (contract prices included). Nothing is ' +
    'stored. It assumes the same usage: another model may have needed more or fewer tokens. Without dates: the ' +
    'current month until today.',
  tag: 'Analytics',
  query: rangeQuery.extend({
    provider: provider.meta({ description: 'The baseline to try.', example: 'openai_codex' }),
    model: model.optional().meta({ description: 'Without it: by the prices of the provider for any model.' }),
  }),
  status: 200,
  result: z.object({
    currency: z.literal('USD'),
    period,
    baseline: z.object({ provider, model: model.nullable() }),
    usage: z
      .object({
        tasks: count.meta({ description: 'Successful executions with a known actual cost.' }),
        priced: count.meta({ description: 'Those that the baseline has a price for.' }),
        priced_share: share,
        unpriced: z
          .array(z.object({ reason: baselineReason, tasks: count }))
          .meta({ description: 'Why the others have none; most tasks first.' }),
        not_kept: count.meta({
          description: 'Executions that figures of the range count, but whose usage retention has removed.',
        }),
      })
      .meta({ description: 'How much of the usage the answer stands on.' }),
    what_if: comparison.meta({
      description: 'Of the priced tasks, against the baseline that was asked for.',
    }),
    recorded: comparison.meta({
      description: 'Of the same tasks, as far as they have one, against the baseline that was in force.',
    }),
  }),
});
