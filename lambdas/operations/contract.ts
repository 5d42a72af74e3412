import * as z from 'zod';
import { instant, mustBe, reportingDay, uuid } from '../../shared/http/schemas.ts';

/** What the runbook asks the database. */
export const lookTopics = [
  'rejections',
  'losses',
  'unpriced',
  'busiest',
  'silent',
  'recalculations',
  'drift',
  'lists',
  'retention',
  'erasures',
  'live',
] as const;
export type LookTopic = (typeof lookTopics)[number];

/** What an operator may ask the function, by IAM alone: `{"command": "status"}` and so on. */
export const operationsEvent = z.discriminatedUnion(
  'command',
  [
    z.strictObject({ command: z.literal('status') }),
    z.strictObject({
      command: z.literal('locks'),
      longer_than: z.int(mustBe('whole seconds')).min(0, mustBe('whole seconds')).default(30),
    }),
    z.strictObject({
      command: z.literal('cancel'),
      pid: z.int(mustBe('the number of a session')).min(1, mustBe('the number of a session')),
      terminate: z.boolean(mustBe('true or false')).default(false),
    }),
    z.strictObject({
      command: z.literal('days'),
      organization_id: uuid.optional(),
      first_day: reportingDay,
      last_day: reportingDay,
    }),
    z.strictObject({ command: z.literal('trace'), id: uuid }),
    z.strictObject({
      command: z.literal('look'),
      topic: z.enum(lookTopics, mustBe(`one of ${lookTopics.join(', ')}`)),
    }),
    z.strictObject({
      command: z.literal('outcomes'),
      executions: z
        .array(z.strictObject({ organization_id: uuid, id: uuid }))
        .max(10_000, mustBe('at most 10,000 executions')),
      /** Of rejections. */
      since: instant,
    }),
  ],
  mustBe('an object with a command: status, locks, cancel, days, trace, look or outcomes'),
);
export type OperationsEvent = z.input<typeof operationsEvent>;

const seconds = z.int().nullable();
const count = z.int();
const exact = z.string().nullable();

export const locksResult = z.array(
  z.object({
    pid: count,
    role: z.string().nullable(),
    application: z.string().nullable(),
    state: z.string().nullable(),
    waits_for: z.string().nullable(),
    transaction_seconds: seconds,
    state_seconds: seconds,
    blocked_by: z.array(count),
    holds: z.array(z.string()),
  }),
);

/** A job of a schedule; ages in seconds, null where no run has ended so. */
const run = z.object({
  job: z.string(),
  succeeded_age: seconds,
  seconds: z.number().nullable(),
  failed_age: seconds,
  failure: z.string().nullable(),
});

/** Ages in seconds; null where there is nothing to be old. */
const figures = z.object({
  schema: z.string(),
  runs_known: count,
  runs: z.array(run).readonly(),
  pending_deltas: count,
  pending_age: seconds,
  recalculations: count,
  recalculation_age: seconds,
  erasures: count,
  erasure_age: seconds,
  prices_age: seconds,
  refused_lists: count,
  disputes: count,
  partitions_ahead: seconds,
  retention_age: seconds,
  drifted_days: count,
  rejected: count,
  received: count,
  organizations: count,
  sockets: count,
  watch_age: seconds,
});

/** What is known of the server, whatever is locked, and of what its tables say unless that cannot be had. */
export const statusResult = z.object({
  at: z.string(),
  read_only: z.boolean(),
  connections: count,
  most_connections: count,
  sessions: locksResult.readonly(),
  figures: figures.nullable(),
  /** Why there are no figures. */
  failure: z.string().nullable(),
});

/** Null: there is no session of Payback with this number. */
export const cancelResult = z.object({ done: z.boolean(), role: z.string().nullable() }).nullable();

export const daysResult = z.object({
  counts: z.object({ received: count, stored: count, repeated: count, rejected: count }),
  days: z.array(z.object({ organization_id: uuid, name: z.string(), day: reportingDay, executions: count })),
});

export const traceResult = z.object({
  executions: z.array(
    z.object({
      organization_id: uuid,
      organization: z.string(),
      start_time: z.string(),
      content_hash: z.string().nullable(),
      stored_at: z.string().nullable(),
      producer: z.string().nullable(),
      provider: z.string().nullable(),
      model: z.string().nullable(),
      task_type: z.string().nullable(),
      success: z.boolean().nullable(),
      actual_cost: exact,
      baseline_cost: exact,
      unpriced_reason: z.string().nullable(),
      unpriced_detail: z.string().nullable(),
      baseline_provider: z.string().nullable(),
      baseline_model: z.string().nullable(),
      priced_at: z.string().nullable(),
      updated_at: z.string().nullable(),
      void_id: z.string().nullable(),
      import_id: z.string().nullable(),
      day: reportingDay,
      flags: z.array(z.string()),
      pending_deltas_of_day: count,
      executions_beside_it: count,
    }),
  ),
  rejections: z.array(
    z.object({
      id: z.string(),
      organization_id: z.string().nullable(),
      reason: z.string(),
      path: z.string().nullable(),
      received_at: z.string(),
    }),
  ),
});

export const lookResult = z.array(z.record(z.string(), z.unknown()));

export const outcomesResult = z.object({
  stored: z.array(z.object({ organization_id: uuid, id: uuid })),
  rejected: z.array(
    z.object({ organization_id: uuid, id: uuid, reason: z.string(), path: z.string().nullable() }),
  ),
});
