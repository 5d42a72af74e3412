import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import type { Message } from '../../lambdas/ingest/parse-message.ts';

/** The time at which the messages of these tests are ingested. */
export const NOW = Date.parse('2026-01-26T12:00:00Z');

/** A valid message's body, its data overridden by `fields`, the envelope by `envelope`. */
export function body(
  fields: Readonly<Record<string, unknown>>,
  envelope: Readonly<Record<string, unknown>> = {},
) {
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: '/routing/eu-1',
    type: 'payback.execution.completed.v1',
    time: '2026-01-26T10:00:02Z',
    datacontenttype: 'application/json',
    ...envelope,
    data: {
      organization_id: '00000000-0000-4000-8000-000000000001',
      user_id: 'mona@example.com',
      task_id: 'task-1',
      provider: 'github_copilot',
      model: 'gpt-5-mini',
      task_type: 'code_generation',
      start_time: '2026-01-26T10:00:00Z',
      end_time: '2026-01-26T10:00:02Z',
      success: true,
      error_message: null,
      tokens_used: 1500,
      input_tokens: 1200,
      cache_read_tokens: 800,
      cache_write_tokens: 0,
      output_tokens: 300,
      ...fields,
    },
  };
}

/** Who sends the messages of tests unless told otherwise, as SQS attests it. */
export const SENDER = 'AROATESTSENDER0000001';

export const message = (content: unknown): Message => messageOf(content, `${SENDER}:session`);

/** @param senderId as SQS attests it */
export function messageOf(content: unknown, senderId: string): Message {
  return {
    messageId: randomUUID(),
    body: typeof content === 'string' ? content : JSON.stringify(content),
    attributes: { SenderId: senderId },
  };
}

const decision = fc.record({
  chosen_provider: fc.constantFrom('fast', 'slow'),
  routing_strategy: fc.constantFrom('cost_optimized', 'fastest'),
  alternative_providers: fc.array(fc.record({ provider: fc.constantFrom('slow', 'other') }), {
    maxLength: 2,
  }),
  reasoning: fc.string({ unit: 'grapheme', maxLength: 20 }),
  estimated_cost: fc.double({ min: 0, max: 10, noNaN: true }),
  potential_savings: fc.double({ min: -1, max: 10, noNaN: true }),
});

/** Data of valid executions of the given organizations, over three days, priced and not, some costlier than the baseline. */
export const validFields = (organizationIds: readonly string[]) =>
  fc
    .record({
      organization_id: fc.constantFrom(...organizationIds),
      user_id: fc.constantFrom('ann', 'bob', 'cy'),
      provider: fc.constantFrom('fast', 'slow', 'dear', 'unheard_of'),
      model: fc.constantFrom(null, 'm'),
      task_type: fc.constantFrom('code_generation', 'debugging'),
      success: fc.boolean(),
      start: fc.integer({ min: -3 * 86_400_000, max: 0 }),
      duration: fc.integer({ min: 0, max: 100_000 }),
      uncached: fc.nat(5000),
      cacheRead: fc.nat(5000),
      output_tokens: fc.nat(5000),
      error_message: fc.option(fc.string({ unit: 'binary', maxLength: 10 })),
      task_description: fc.option(fc.string({ unit: 'binary', maxLength: 10 })),
      routing_decision: fc.option(decision),
    })
    .map(({ start, duration, uncached, cacheRead, ...fields }) => ({
      ...fields,
      start_time: new Date(NOW + start).toISOString(),
      end_time: new Date(NOW + start + duration).toISOString(),
      tokens_used: uncached + cacheRead + fields.output_tokens,
      input_tokens: uncached + cacheRead,
      cache_read_tokens: cacheRead,
    }));

/** Bodies that can never be accepted. */
export const invalidBodies = fc.oneof(
  fc.constantFrom('', '{', 'null', '[]', '{"specversion":"1.0"}', 'not json \u{1f4a5}'),
  fc
    .constantFrom<Record<string, unknown>>(
      { organization_id: '00000000-0000-4000-8000-0000000000ff' },
      { tokens_used: -1 },
      { cache_read_tokens: 1201 },
      { start_time: '2020-01-01T00:00:00Z', end_time: '2020-01-01T00:00:00Z' },
      { start_time: '2026-01-26T12:05:01Z', end_time: '2026-01-26T12:06:00Z' },
      { provider: 'no spaces' },
    )
    .map((fields) => JSON.stringify(body(fields))),
);
