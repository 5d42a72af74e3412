import * as z from 'zod';
import { route } from '../../../shared/http/route.ts';
import {
  cursor,
  instant,
  model,
  nextCursor,
  pageSize,
  provider,
  taskType,
  timestamp,
  uuid,
} from '../../../shared/http/schemas.ts';
import { price, tag } from '../price-contract.ts';

const { created_at: _createdAt, superseded_at: _supersededAt, ...priceFields } = price.shape;

const version = z.object({
  ...priceFields,
  known_from: timestamp.meta({ description: 'When it became known.' }),
  known_until: timestamp
    .nullable()
    .meta({ description: 'When it was superseded, exclusive; null: not superseded.' }),
  correction_reason: z
    .string()
    .nullable()
    .meta({ description: 'Why it replaced the one before; null where that was no correction.' }),
});

export const priceHistory = route({
  method: 'GET',
  path: '/api/v1/pricing/history',
  operationId: 'priceHistory',
  summary: 'Every version of prices: when in force, and when known',
  description:
    '`effective_date` and `end_date` say when a version is in force, `known_from` and `known_until` when that was ' +
    'known: a new version or a correction supersedes the versions that it replaces, which stay here. Ordered ' +
    'by scope, unit, tier and part of the day, then along the time in force, then by when it became known. With `as_of` ' +
    'only what was known at that instant: the price book as it was then.',
  tag,
  query: z.strictObject({
    provider,
    model: model.optional().meta({
      description: 'Prices of exactly this model; of all models if omitted, those for any model first.',
    }),
    task_type: taskType
      .optional()
      .meta({ description: 'Prices of exactly this task type; of all if omitted.' }),
    organization_id: uuid
      .optional()
      .meta({ description: 'Also its contract prices (members and operators).' }),
    as_of: instant.optional().meta({ description: 'As known at this instant.', example: '2026-02-01' }),
    limit: pageSize,
    cursor: cursor.optional(),
  }),
  status: 200,
  result: z.object({ versions: z.array(version), next_cursor: nextCursor }),
});
