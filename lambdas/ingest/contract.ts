import * as z from 'zod';
import { rfc3339 } from '../../shared/instants/schema.ts';
import { LONGEST_NAME } from '../../shared/names/names.ts';
import { amount, name, share, text } from './contract-parts.ts';
import { topLevelUsage, usage } from './usage/contract.ts';

/** The CloudEvents type of the one message that is accepted. */
const EXECUTION_COMPLETED = 'payback.execution.completed.v1';

const LARGEST_ESTIMATE = 1_000_000_000;
export const MOST_LABELS = 10;
const MOST_REQUESTS = 1_000;

const uuid = z.guid({ error: 'must be a UUID' });
const instant = rfc3339({
  error: 'must be an RFC 3339 timestamp with a time zone, e.g. 2026-01-26T10:00:00Z',
});
const estimate = z.number().min(-LARGEST_ESTIMATE).max(LARGEST_ESTIMATE);
const provider = name(LONGEST_NAME.provider);
const model = name(LONGEST_NAME.model);

const routingDecision = z.object({
  chosen_provider: provider,
  routing_strategy: name(100),
  alternative_providers: z
    .array(
      z.object({
        provider,
        model: model.nullish(),
        score: z.number().nullish(),
        estimated_cost: estimate.nullish(),
      }),
    )
    .max(50, { error: 'must be at most 50' })
    .nullish(),
  reasoning: text(10_000).nullish(),
  confidence_score: share.nullish(),
  estimated_cost: estimate.nullish(),
  estimated_duration_ms: z.number().min(0).max(Number.MAX_SAFE_INTEGER).nullish(),
  potential_savings: estimate.nullish(),
  algorithm_version: text(100).nullish(),
});

const conditions = {
  service_tier: name(50).nullish().describe('As the provider names it: standard, batch, flex, priority, …'),
  speed: name(50).nullish().describe('As the provider names it, such as fast.'),
  inference_geo: name(50).nullish().describe('Where inference ran, as the provider names it, such as us.'),
};

/** The message of a finished run: CloudEvents 1.0, structured JSON. Unknown fields are ignored, but not inside usage. */
export const executionCompleted = z.object({
  specversion: z.literal('1.0', { error: 'must be "1.0"' }),
  id: uuid.describe('One for each execution. The same id with the same content has no effect.'),
  source: z.string().min(1, { error: 'must not be empty' }).describe('Which service sends this.'),
  type: z.literal(EXECUTION_COMPLETED, { error: `must be "${EXECUTION_COMPLETED}"` }),
  data: z.object({
    organization_id: uuid,
    user_id: z
      .string()
      .min(1, { error: 'must not be empty' })
      .nullish()
      .describe('Stable per person. Only its keyed hash is stored. Without it nobody is counted as active.'),
    task_id: text(200)
      .min(1, { error: 'must not be empty' })
      .describe('Ties the provider requests of a task together.'),
    provider: provider.describe('Who ran the task. Any value; nothing has to be registered.'),
    model: model.nullish(),
    task_type: name(LONGEST_NAME.taskType),
    start_time: instant,
    end_time: instant,
    success: z.boolean({ error: 'must be true or false' }).describe('Whether the task succeeded.'),
    error_message: text(10_000).nullish(),
    ...topLevelUsage,
    usage: usage
      .nullish()
      .describe('What the provider bills. Replaces the fields of the same names beside it.'),
    per_request: z
      .array(usage)
      .max(MOST_REQUESTS, { error: `must be at most ${MOST_REQUESTS}` })
      .nullish()
      .describe('The usage of each provider request, which decides its context tier. Their sum is usage.'),
    ...conditions,
    cache_hit: z
      .boolean({ error: 'must be true or false' })
      .nullish()
      .describe("True: answered from a gateway's own cache, so nothing is billed."),
    provider_cost: z
      .object({
        amount,
        currency: z.string().regex(/^[A-Z]{3}$/, { error: 'must be an ISO 4217 code such as USD' }),
      })
      .nullish()
      .describe('What the provider says that it charges. Compared with what is calculated.'),
    router_cost: amount.nullish().describe('What routing itself cost, in US dollars.'),
    requested_model: model.nullish().describe('What was asked for, where the router chose another.'),
    baseline: z
      .object({ provider, model: model.nullish() })
      .nullish()
      .describe('What would have run without routing. Counts where the organization accepts it.'),
    request_id: text(200).nullish(),
    session_id: text(200).nullish().describe("What shares a provider's cache."),
    attempt: z.int().min(1).max(1_000_000).nullish().describe('1 for the first try of a task.'),
    labels: z
      .record(text(50).min(1), text(200))
      .meta({ maxProperties: MOST_LABELS })
      .nullish()
      .describe('What the work is for: team, project, repository, cost_center, …'),
    quality: share.nullish().describe('How good the result was, from 0 to 1.'),
    confidence_score: share.nullish(),
    task_description: text(10_000).nullish(),
    routing_decision: routingDecision.nullish(),
  }),
});

export type ExecutionMessage = z.infer<typeof executionCompleted>;
export type ExecutionData = ExecutionMessage['data'];
