import * as z from 'zod';
import { rule } from '../../../shared/http/baseline-rule.ts';
import { route } from '../../../shared/http/route.ts';
import { model, provider, taskType, text, mustBe } from '../../../shared/http/schemas.ts';
import { unpricedReason } from '../coverage/contract.ts';
import { count, share, totals } from '../../../shared/figures/figures-contract.ts';
import { period, rangeQuery } from '../../../shared/figures/range-contract.ts';

export const baselineReason = unpricedReason.extract([
  'baseline_not_set',
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

const triedRule = rule
  .exclude(['message'], mustBe('one of requested_model, label, task_type, organization'))
  .meta({
    description:
      'Missing: one baseline for every execution. Otherwise only those whose baseline this rule would choose: the one of the ' +
      "requested model (at the provider that it names, else this one, else the organization's own), of a label's value, of a task " +
      "type, or the organization's own.",
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
    'current month until today. With a rule, the answer is of the executions whose baseline that rule would choose, had it ' +
    "been in force all the time beside the organization's others; baselines in messages are left aside.",
  tag: 'Analytics',
  query: rangeQuery.extend({
    provider: provider.optional().meta({
      description: 'The baseline to try. Only with the rule requested_model it may be missing.',
      example: 'openai_codex',
    }),
    model: model.optional().meta({ description: 'Without it: by the prices of the provider for any model.' }),
    rule: triedRule.optional(),
    task_type: taskType.optional().meta({ description: 'Of the rule task_type only.' }),
    label_key: text(1, 50).optional().meta({ description: 'Of the rule label only.', example: 'team' }),
    label_value: text(1, 200).optional().meta({ description: 'Of the rule label only.', example: 'search' }),
  }),
  status: 200,
  result: z.object({
    currency: z.literal('USD'),
    period,
    baseline: z.object({
      provider: provider.nullable(),
      model: model.nullable(),
      rule: triedRule.nullable(),
      task_type: taskType.nullable(),
      label: z.object({ key: z.string(), value: z.string() }).nullable(),
    }),
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
      .meta({ description: 'How much of the recorded usage the answer covers.' }),
    what_if: comparison.meta({
      description: 'Of the priced tasks, against the baseline that was asked for.',
    }),
    recorded: comparison.meta({
      description: 'Of the same tasks, as far as they have one, against the baseline that was in force.',
    }),
  }),
});
