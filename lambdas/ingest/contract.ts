import { z } from 'zod';

/** The CloudEvents type of the one message that is accepted. */
const EXECUTION_COMPLETED = 'payback.execution.completed.v1';

// Large enough for any real run; small enough that no sum or product of them leaves its column.
const MOST_TOKENS = 1_000_000_000_000;
const LARGEST_ESTIMATE = 1_000_000_000;

const vocabulary = (longest: number, also = '') =>
  z.string().regex(new RegExp(`^[A-Za-z0-9._:/${also}-]{1,${longest}}$`), {
    error: `must be 1 to ${longest} letters, digits or ${`._:/${also}-`.split('').join(' ')}`,
  });
// Names of models out there hold an @ (Cloudflare) or a ~ (OpenRouter).
const model = vocabulary(100, '@~');
const text = (longest: number) => z.string().max(longest, { error: `must be at most ${longest} characters` });
const requiredText = (longest: number) => text(longest).min(1, { error: 'must not be empty' });
const uuid = z.guid({ error: 'must be a UUID' });
const instant = z.iso.datetime({
  offset: true,
  error: 'must be an RFC 3339 timestamp with a time zone, e.g. 2026-01-26T10:00:00Z',
});
const tokens = z
  .int({ error: 'must be a whole number' })
  .min(0, { error: 'must be 0 or more' })
  .max(MOST_TOKENS, { error: `must be at most ${MOST_TOKENS}` });
const share = z.number({ error: 'must be a number from 0 to 1' }).min(0).max(1);
const estimate = z.number().min(-LARGEST_ESTIMATE).max(LARGEST_ESTIMATE);

const UNITS = /^\d{1,12}(\.\d{1,6})?$/;
const unitsError =
  'must be a number or a decimal string, 0 or more, with at most 12 digits before and 6 after the decimal point';
const computeUnits = z
  .union([z.number().min(0).lt(1e12), z.string().regex(UNITS)], { error: unitsError })
  .transform(String)
  // Of a number, decimals can be counted in its text only.
  .refine((value) => UNITS.test(value), { error: unitsError });

const routingDecision = z.object({
  chosen_provider: vocabulary(50),
  routing_strategy: vocabulary(100),
  alternative_providers: z
    .array(
      z.object({ provider: vocabulary(50), score: z.number().nullish(), estimated_cost: estimate.nullish() }),
    )
    .max(50, { error: 'must be at most 50' })
    .default([]),
  reasoning: text(10_000).nullish(),
  confidence_score: share.nullish(),
  estimated_cost: estimate.nullish(),
  estimated_duration_ms: z.number().min(0).max(Number.MAX_SAFE_INTEGER).nullish(),
  potential_savings: estimate.nullish(),
  algorithm_version: text(100).nullish(),
});

/** The message of a finished run: CloudEvents 1.0, structured JSON. Unknown fields are ignored. */
export const executionCompleted = z.object({
  specversion: z.literal('1.0', { error: 'must be "1.0"' }),
  id: uuid.describe('One for each execution. The same id with the same content has no effect.'),
  source: z.string().min(1, { error: 'must not be empty' }).describe('Which service sends this.'),
  type: z.literal(EXECUTION_COMPLETED, { error: `must be "${EXECUTION_COMPLETED}"` }),
  data: z.object({
    organization_id: uuid,
    user_id: requiredText(500).describe('Stable per person. Only its keyed hash is stored.'),
    task_id: requiredText(200),
    provider: vocabulary(50).describe('Who ran the task. Any value; nothing has to be registered.'),
    model: model.nullish(),
    task_type: vocabulary(100),
    start_time: instant,
    end_time: instant,
    success: z.boolean({ error: 'must be true or false' }).describe('Whether the task succeeded.'),
    error_message: text(10_000).nullish(),
    tokens_used: tokens.nullish().describe('Input + output. Needed where those are not both given.'),
    input_tokens: tokens.nullish().describe('Including cached tokens, read and written.'),
    cache_read_tokens: tokens.nullish(),
    cache_write_tokens: tokens.nullish(),
    output_tokens: tokens.nullish(),
    reasoning_tokens: tokens.nullish().describe('Part of the output. Shown, not charged apart.'),
    compute_units: computeUnits.nullish(),
    confidence_score: share.nullish(),
    task_description: text(10_000).nullish(),
    routing_decision: routingDecision.nullish(),
  }),
});

export type ExecutionData = z.infer<typeof executionCompleted>['data'];
