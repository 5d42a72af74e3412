import * as z from 'zod';
import { count, share } from '../../../shared/figures/figures-contract.ts';
import { dates, period } from '../../../shared/figures/range-contract.ts';
import { route } from '../../../shared/http/route.ts';
import { cursor, mustBe, nextCursor, pageSize, text, timestamp, uuid } from '../../../shared/http/schemas.ts';

const reasons = [
  'invalid_json',
  'invalid_message',
  'impossible_token_split',
  'unknown_organization',
  'producer_not_allowed',
  'too_old',
  'too_far_ahead',
  'conflicting_duplicate',
] as const;
export const rejectionReason = z.enum(reasons, mustBe(`one of ${reasons.join(', ')}`));

export const messageCounts = z
  .object({ received: count, stored: count, repeated: count, rejected: count, rejected_share: share })
  .meta({
    description:
      'The outcome of the messages that were received on these days: received = stored + repeated + rejected. Kept for good, ' +
      'and counted in the transaction that stores. A month of which no day is kept any more (`retention_days`) counts as a whole ' +
      'on its first day.',
  });

const rejectionGroup = z.object({
  reason: rejectionReason,
  path: z
    .string()
    .nullable()
    .meta({ description: 'The field, as `data.end_time`; null: the whole message.' }),
  source: z.string().meta({ description: 'Which service sent it; empty where that could not be read.' }),
  rejections: count,
  detail: z.string().meta({ description: 'What is allowed there, from one of the messages.' }),
  remedy: z.string().meta({ description: 'What to do about it.' }),
  first_received_at: timestamp,
  last_received_at: timestamp,
});

const rejection = z.object({
  id: z.string(),
  execution_id: z.string().nullable(),
  reason: rejectionReason,
  path: z.string().nullable(),
  detail: z.string(),
  source: z.string(),
  structure: z.unknown().meta({
    description:
      'The shape of the message, names of fields and kinds of values, without what it said. Null: no JSON.',
  }),
  body_bytes: z.int().nullable(),
  body_hash: z.string().nullable().meta({ description: 'Keyed: the same body has the same one.' }),
  received_at: timestamp,
});

export const listRejections = route({
  method: 'GET',
  path: '/api/v1/rejections',
  operationId: 'listRejections',
  summary: 'Messages that could not be accepted, and why',
  description:
    'Counts of what was received, groups of rejections by reason, field and source, and single ones, newest first. Of a rejected ' +
    'message nothing of what it said is kept. Without `organization_id`, for operators: those that named no organization ' +
    'that exists, by days of UTC. Without dates: the current month until today.',
  tag: 'Analytics',
  query: z.strictObject({
    organization_id: uuid.optional(),
    ...dates,
    reason: rejectionReason.optional(),
    path: text(1, 300)
      .optional()
      .meta({ description: 'Only those at this field.', example: 'data.end_time' }),
    source: text(0, 200).optional().meta({ description: 'Only those of this service.' }),
    limit: pageSize,
    cursor: cursor.optional(),
  }),
  status: 200,
  result: z.object({
    period,
    messages: messageCounts,
    groups: z
      .array(rejectionGroup)
      .meta({ description: 'At most 100; not narrowed by reason, path and source.' }),
    ungrouped_rejections: count.meta({ description: 'Not in a group: beyond the 100th.' }),
    rejections: z.array(rejection),
    next_cursor: nextCursor,
  }),
});
