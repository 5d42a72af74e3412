import * as z from 'zod';
import { route } from '../../../shared/http/route.ts';
import { decimal, model, provider, timestamp } from '../../../shared/http/schemas.ts';
import { count, coverage, dollars } from '../../../shared/figures/figures-contract.ts';
import { baselineRules } from '../savings-summary/contract.ts';
import { messageCounts } from '../rejections/contract.ts';
import { period, rangeQuery } from '../../../shared/figures/range-contract.ts';

const tokens = z.number().min(0).meta({ description: 'A whole number.', example: 1_500_000 });
const tokenClass = tokens
  .nullable()
  .meta({ description: 'Of the executions that reported it; null where none did.', example: 1_200_000 });

export const unpricedReason = z.enum([
  'usage_missing',
  'usage_class_unknown',
  'request_split_missing',
  'service_tier_price_missing',
  'actual_price_missing',
  'actual_token_split_missing',
  'actual_compute_units_missing',
  'actual_cost_out_of_range',
  'baseline_not_set',
  'baseline_request_split_missing',
  'baseline_service_tier_price_missing',
  'baseline_price_missing',
  'baseline_token_split_missing',
  'baseline_compute_units_missing',
  'baseline_cost_out_of_range',
]);

/** Executions that lack a cost for the same reason. There is no amount: an unknown cost is not 0. */
export const unpricedGroup = z.object({
  provider,
  model: model.nullable(),
  reason: unpricedReason.meta({
    description: 'Which of the two costs is not known, and why. Where neither is, the actual one is named.',
  }),
  baseline: z
    .object({ provider, model: model.nullable() })
    .nullable()
    .meta({ description: 'The baseline whose cost is not known; null where the actual cost is not.' }),
  remedy: z.string().meta({
    description: 'What to do about it.',
    example: 'Add a price for openai_codex gpt-5.1: POST /api/v1/pricing.',
  }),
  executions: count,
  tokens_used: tokenClass,
  input_tokens: tokenClass,
  cache_read_tokens: tokenClass,
  cache_write_tokens: tokenClass,
  output_tokens: tokenClass,
  first_start_time: timestamp,
  last_start_time: timestamp,
});

const amount = z.object({
  executions: count,
  actual_cost: dollars,
  exact: z.object({ actual_cost: decimal }),
});

export const priceBases = z.object({ inferred: amount, any_model: amount, provider_reported: amount }).meta({
  description:
    "Actual costs that are not based on a price of the exact model, but on one found by a prefix of the model's name, on one for any " +
    'model, or on what the provider reported. Only executions that are still kept.',
});

export const providerCosts = z
  .array(
    z.object({
      provider,
      model: model.nullable(),
      executions: count,
      difference: z.number().meta({ description: 'Calculated − reported, 6 decimals.' }),
      flagged: z
        .boolean()
        .meta({ description: 'Differs by more than a cent, and by more than 1% of what was reported.' }),
      exact: z.object({ actual_cost: decimal, provider_cost: decimal, difference: decimal }),
    }),
  )
  .meta({
    description:
      'What providers reported in US dollars and what was calculated, by provider and model, largest differences first; at ' +
      'most 50. Only executions that are still kept.',
  });

export const getCoverage = route({
  method: 'GET',
  path: '/api/v1/analytics/coverage',
  operationId: 'getCoverage',
  summary: 'Unpriced executions: why, and what to do about it',
  description:
    'Unpriced executions by provider, model, reason and, where its cost is what is missing, baseline; most executions ' +
    'first. They are priced automatically once the price, or the baseline, is there. Without dates: the current ' +
    'month until today.',
  tag: 'Analytics',
  query: rangeQuery,
  status: 200,
  result: z.object({
    period,
    coverage,
    groups: z.array(unpricedGroup).meta({ description: 'At most 200.' }),
    disputed: z.object(amount.shape).meta({
      description:
        'What was paid for models whose list price another list contradicts by more than 10% (' +
        '`GET /api/v1/pricing/disputes`), without contract prices.',
    }),
    price_bases: priceBases,
    provider_costs: providerCosts,
    baseline_rules: baselineRules,
    messages: messageCounts,
    unlisted_executions: count.meta({
      description: 'Unpriced executions that are not in a group: beyond the 200th, or past retention.',
    }),
  }),
});
