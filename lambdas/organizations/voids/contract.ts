import * as z from 'zod';
import { route } from '../../../shared/http/route.ts';
import {
  cursor,
  decimal,
  freeText,
  instant,
  line,
  mustBe,
  nextCursor,
  organizationId,
  pageSize,
  reportingDay,
  timestamp,
  uuid,
} from '../../../shared/http/schemas.ts';

const tag = 'Voids';
const MOST_IDS = 10_000;

const count = z.int().min(0).meta({ example: 1200 });
const dollars = z
  .number()
  .meta({ description: 'Rounded to 2 decimals; `exact` has all of them.', example: 12.35 });
const exact = z.object({ actual_cost: decimal, savings: decimal });
const status = z.enum(['queued', 'running', 'completed', 'failed']);
const progress = z.number().min(0).max(1).meta({ description: '0 to 1, 4 decimals.', example: 0.75 });

const work = {
  recalculation_id: uuid,
  status,
  progress,
  executions: count,
  actual_cost: dollars.meta({ description: 'Their known actual costs, failed executions included.' }),
  savings: dollars,
  exact,
  created_by: z.string(),
  created_at: timestamp,
  finished_at: timestamp.nullable(),
};

export const voidRecord = z.object({
  id: uuid,
  organization_id: uuid,
  ids_given: z.int().nullable().meta({ description: 'How many ids were given; null: another choice.' }),
  producer: z.string().nullable(),
  import_id: uuid.nullable(),
  received_from: timestamp.nullable().meta({ description: 'Null: from the first.' }),
  received_to: timestamp,
  reason: z.string(),
  dry_run: z.boolean().meta({ description: 'true: nothing but this record was changed.' }),
  ...work,
  restore: z
    .object({
      ...work,
      gone: count.nullable().meta({
        description:
          'How many of what the void took out are gone and count no more: deleted since by retention, or replaced by what came ' +
          'again after an import was undone. Null until it is completed.',
      }),
    })
    .nullable()
    .meta({ description: 'How it was taken back, at the prices of then; null: it was not.' }),
});

const dayFigures = z.object({ executions: count, actual_cost: decimal, savings: decimal });
export const detailedVoid = voidRecord.extend({
  days: z
    .array(
      dayFigures.extend({
        day: reportingDay,
        counted: dayFigures.meta({ description: 'All that counts of the day now.' }),
      }),
    )
    .meta({ description: 'What it takes out of each day, oldest first, exactly.' }),
});

const chosen = z
  .strictObject({
    organization_id: organizationId,
    ids: z
      .array(uuid)
      .min(1, mustBe('1 to 10,000 ids of executions'))
      .max(MOST_IDS, mustBe('1 to 10,000 ids of executions'))
      .optional()
      .meta({ description: 'These executions.' }),
    producer: line(1, 128)
      .optional()
      .meta({ description: 'All that this principal has sent.', example: 'AROAEXAMPLE1234567890' }),
    import_id: uuid.optional().meta({ description: 'All of this import; its ids may come again.' }),
    received_from: instant.optional().meta({
      description: 'Received from then on; from the first if omitted.',
      example: '2026-02-01T00:00:00Z',
    }),
    received_to: instant.optional().meta({
      description: 'Received before then, at the latest now; until now if omitted.',
      example: '2026-02-02T00:00:00Z',
    }),
    reason: freeText(1, 1000).meta({ description: 'Why, for whoever reads it later.' }),
    dry_run: z.boolean(mustBe('true or false')).default(false),
  })
  .refine(
    ({ ids, producer, import_id: importId }) => [ids, producer, importId].filter(Boolean).length === 1,
    {
      error: 'must have one of ids, producer and import_id',
    },
  );

const ofOrganization = z.strictObject({ organization_id: organizationId });

export const createVoid = route({
  method: 'POST',
  path: '/api/v1/executions/void',
  operationId: 'createVoid',
  summary: 'Take executions out of every figure, visibly and reversibly (admins)',
  description:
    'Those that were received until then and count. They stay visible as voided, and can be put back. A dry run says what ' +
    'would leave, by day, and changes nothing. The work begins within a minute; `GET /api/v1/executions/void/{id}` tells ' +
    'how far it is.',
  tag,
  body: chosen,
  status: 201,
  result: detailedVoid,
});

export const listVoids = route({
  method: 'GET',
  path: '/api/v1/executions/void',
  operationId: 'listVoids',
  summary: 'What was taken out of the figures, newest first; dry runs are left out (members)',
  tag,
  query: ofOrganization.extend({ limit: pageSize, cursor: cursor.optional() }),
  status: 200,
  result: z.object({ voids: z.array(voidRecord), next_cursor: nextCursor }),
});

export const getVoid = route({
  method: 'GET',
  path: '/api/v1/executions/void/{id}',
  operationId: 'getVoid',
  summary: 'One void, or a dry run of one: what it takes out, and how far it is (members)',
  tag,
  pathParameters: z.object({ id: uuid }),
  query: ofOrganization,
  status: 200,
  result: detailedVoid,
});

export const restoreVoid = route({
  method: 'POST',
  path: '/api/v1/executions/void/{id}/restore',
  operationId: 'restoreVoid',
  summary: 'Put back what a void took out (admins)',
  description:
    'At the prices of now. Ids of an undone import that have come again stay as they came. 409 for a dry run, a void ' +
    'that is not completed, and one that was taken back already.',
  tag,
  pathParameters: z.object({ id: uuid }),
  body: ofOrganization,
  status: 201,
  result: detailedVoid,
});

export const voidRoutes = { createVoid, listVoids, getVoid, restoreVoid };
