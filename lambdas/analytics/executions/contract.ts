import * as z from 'zod';
import { rule } from '../../../shared/http/baseline-rule.ts';
import { executionFilters } from '../../../shared/http/execution-filters.ts';
import { route } from '../../../shared/http/route.ts';
import {
  cursor,
  decimal,
  flagKind,
  flagStatus,
  model,
  nextCursor,
  organizationId,
  pageSize,
  provider,
  taskType,
  timestamp,
  uuid,
} from '../../../shared/http/schemas.ts';
import { dates } from '../../../shared/figures/range-contract.ts';

const tokens = z.int().min(0).nullable();
const cost = z
  .number()
  .nullable()
  .meta({ description: 'Rounded to 6 decimals. Null where unknown, never 0 for it.', example: 0.012346 });

export const flag = z.object({
  id: uuid.meta({ description: 'For `PATCH /api/v1/anomalies/{id}`, which closes it.' }),
  kind: flagKind,
  status: flagStatus,
  note: z.string().nullable(),
  reviewed_by: z.string().nullable(),
  reviewed_at: timestamp.nullable(),
});

const execution = z.object({
  id: uuid,
  task_id: z.string(),
  user_id: uuid.nullable().meta({
    description:
      'Derived from the keyed hash of the external id; null where none was sent, and where the organization has no ' +
      '`figures_by_person`.',
  }),
  provider,
  model: model.nullable(),
  task_type: taskType,
  start_time: timestamp,
  end_time: timestamp,
  duration_ms: z.int().min(0),
  success: z.boolean(),
  actual_cost: cost,
  baseline_cost: cost,
  savings: cost.meta({ description: 'Null for a failed execution, or where a cost is unknown.' }),
  exact: z.object({
    actual_cost: decimal.nullable(),
    baseline_cost: decimal.nullable(),
    savings: decimal.nullable(),
  }),
  currency: z.literal('USD'),
  unpriced_reason: z.string().nullable(),
  unpriced_detail: z.string().nullable().meta({
    description: 'What the reason does not name: the condition, the unit or the class without a price.',
    example: 'service_tier=flex',
  }),
});

export const listExecutions = route({
  method: 'GET',
  path: '/api/v1/executions',
  operationId: 'listExecutions',
  summary: 'Executions, newest first',
  tag: 'Executions',
  query: z.strictObject({
    organization_id: organizationId,
    start_date: dates.start_date,
    end_date: dates.end_date.meta({
      description: 'Last reporting day of the range, inclusive. Without it the newest come first.',
    }),
    ...executionFilters,
    limit: pageSize,
    cursor: cursor.optional(),
  }),
  status: 200,
  result: z.object({
    executions: z.array(execution.extend({ flags: z.array(flagKind) })),
    next_cursor: nextCursor,
  }),
  refuses: ['forbidden'],
});

const priceConditions = {
  service_tier: z.string().nullable().meta({ description: 'Null: the default.' }),
  speed: z.string().nullable().meta({ description: 'Null: the default.' }),
  inference_geo: z.string().nullable().meta({ description: 'Null: the default.' }),
};

const component = z.object({
  price_id: uuid,
  scope: z.object({
    organization_id: uuid.nullable().meta({ description: 'Null: a list price; set: a contract price.' }),
    provider,
    model: model.nullable(),
    task_type: taskType.nullable(),
    ...priceConditions,
  }),
  unit: z.string().meta({ description: "The price's pricing_model.", example: 'per_input_token' }),
  above_input_tokens: z.int().meta({ description: 'Context tier of the price.', example: 0 }),
  quantity: decimal.nullable().meta({ description: 'Null where the execution did not report it.' }),
  cost_per_unit: decimal,
  factor: decimal.meta({
    description: "Of the price's conditions, such as a service tier; 1 where there is none.",
  }),
  is_inferred: z
    .boolean()
    .meta({ description: "Whether the price was found by a prefix of the model's name." }),
  cost: decimal.nullable(),
  arithmetic: z.string().nullable().meta({ example: '1200 × 0.000000250000 = 0.000300000000' }),
});

export const priceBasis = z
  .enum(['named', 'inferred', 'any_model', 'provider_reported'])
  .nullable()
  .meta({
    description:
      'What the actual cost is based on: a price of the model, one found by a prefix of its name, one for any model, or ' +
      'what the provider reported. Null where it is not known or nothing was billed.',
  });
export const baselineRule = rule
  .nullable()
  .meta({ description: 'Which rule gave the baseline: the first that existed. Null: none did.' });

/** Also what explain.ts reads from the database. */
export const explainedUsage = z.object({
  requests: z.int().meta({ description: 'Provider requests that it adds up.' }),
  requests_told: z.int().meta({ description: 'Of them, those whose own usage decided their context tier.' }),
  tokens_used: tokens,
  input_tokens: tokens,
  cache_read_tokens: tokens,
  cache_write_tokens: tokens,
  cache_write_1h_tokens: tokens,
  audio_input_tokens: tokens,
  image_input_tokens: tokens,
  output_tokens: tokens,
  reasoning_tokens: tokens.meta({ description: 'Part of the output.' }),
  audio_output_tokens: tokens,
  web_searches: tokens,
  compute_units: decimal.nullable(),
  unknown: z.record(z.string(), z.unknown()).nullable().meta({
    description:
      'Classes that are not known, with what was reported, or the type of it where it is no number.',
  }),
});
export const explainedConditions = z.object({
  service_tier: z.string().nullable(),
  speed: z.string().nullable(),
  inference_geo: z.string().nullable(),
  cache_hit: z.boolean(),
});

export const calculation = z.object({
  provider: provider.nullable(),
  model: model.nullable(),
  recorded_cost: decimal.nullable().meta({ description: 'As stored when it was priced.' }),
  cost: decimal.nullable().meta({
    description: 'Sum of the components under the prices in force now, rounded once, to 12 decimals.',
  }),
  components: z.array(component),
});

export const voided = z
  .object({ void_id: uuid, reason: z.string(), voided_by: z.string(), voided_at: timestamp })
  .nullable();

export const routingDecision = z.object({
  chosen_provider: provider,
  alternative_providers: z.array(z.unknown()),
  routing_strategy: z.string(),
  reasoning: z.string().nullable(),
  confidence_score: z.number().nullable(),
  estimated_cost: decimal.nullable(),
  estimated_duration_ms: z.int().nullable(),
  potential_savings: decimal.nullable(),
  algorithm_version: z.string().nullable(),
});

export const explainExecution = route({
  method: 'GET',
  path: '/api/v1/executions/{id}',
  operationId: 'explainExecution',
  summary: 'The explanation of one cost',
  description: 'Usage, every price applied, the arithmetic, the same for the baseline, flags and decision.',
  tag: 'Executions',
  pathParameters: z.object({ id: uuid }),
  query: z.strictObject({ organization_id: organizationId }),
  status: 200,
  result: execution.extend({
    voided: voided.meta({ description: 'Null: it counts. Else why it is in no figure.' }),
    task_description: z.string().nullable(),
    error_message: z.string().nullable(),
    confidence_score: z.number().nullable(),
    priced_at: timestamp.nullable(),
    usage: explainedUsage,
    conditions: explainedConditions,
    price_basis: priceBasis,
    baseline_rule: baselineRule,
    requested_model: model.nullable(),
    labels: z.record(z.string(), z.string()),
    producer: z.string().nullable().meta({
      description: 'Who sent it, as SQS attested; null where that was not recorded.',
      example: 'AROAEXAMPLE1234567890',
    }),
    connection_id: uuid.nullable().meta({ description: 'The connection that it came through, if one.' }),
    import_id: uuid.nullable().meta({ description: 'The import that it came with, if one.' }),
    request_id: z.string().nullable(),
    session_id: z.string().nullable(),
    attempt: z.int().nullable(),
    quality: z.number().nullable(),
    router_cost: decimal.nullable(),
    provider_cost: z
      .object({
        amount: decimal,
        currency: z.string(),
        difference: decimal.nullable().meta({
          description: 'Actual cost − this amount; null where one is not known or it is in another currency.',
        }),
      })
      .nullable(),
    notes: z.array(z.string()).meta({
      description: 'What was cut, left out or preferred when the message was received.',
    }),
    actual: calculation,
    baseline: calculation,
    flags: z.array(flag),
    routing_decision: routingDecision.nullable(),
  }),
});
