import * as z from 'zod';
import { route } from '../../../shared/http/route.ts';
import {
  cursor,
  instant,
  model,
  mustBe,
  nextCursor,
  pageSize,
  provider,
  taskType,
  freeText,
  text,
  timestamp,
  uuid,
} from '../../../shared/http/schemas.ts';
import { conditionFields, costPerUnit, price, pricingModel, source, tag } from '../price-contract.ts';

const timeOfDay = z
  .string(mustBe('a time of day, HH:MM:SS in UTC'))
  .regex(/^(([01]\d|2[0-3]):[0-5]\d:[0-5]\d|24:00:00)$/, {
    ...mustBe('a time of day, HH:MM:SS in UTC, from 00:00:00 to 24:00:00'),
    // Which of two is the later cannot be told of what is none.
    abort: true,
  });

export const newPrice = z
  .strictObject({
    organization_id: uuid
      .optional()
      .meta({ description: "Given: a contract price, with source 'contract'." }),
    provider,
    model: model.optional(),
    task_type: taskType.optional(),
    ...conditionFields,
    pricing_model: pricingModel,
    above_input_tokens: z
      .int(mustBe('a whole number of input tokens, 0 or more'))
      .min(0, mustBe('0 or more'))
      .max(1_000_000_000_000, mustBe('at most 1000000000000'))
      .default(0),
    daily_start: timeOfDay
      .default('00:00:00')
      .meta({ description: 'In force on each day from this time on, UTC.' }),
    daily_end: timeOfDay
      .default('24:00:00')
      .meta({ description: 'Until before this time. A part of the day over midnight is two prices.' }),
    cost_per_unit: costPerUnit,
    currency: z.literal('USD', mustBe('USD, until there is a source of exchange rates')).default('USD'),
    effective_date: instant.meta({
      description: 'From this instant on; a date is midnight UTC.',
      example: '2026-01-01',
    }),
    end_date: instant.optional().meta({ description: 'Until before this instant.', example: '2026-07-01' }),
    source,
    notes: freeText(0, 2000).optional(),
  })
  .refine((body) => (body.source === 'contract') === (body.organization_id !== undefined), {
    path: ['source'],
    error: "must be 'contract' exactly where organization_id is given",
  })
  .refine((body) => body.end_date === undefined || new Date(body.end_date) > new Date(body.effective_date), {
    path: ['end_date'],
    error: 'must be after effective_date',
  })
  .refine((body) => body.daily_start < body.daily_end, {
    path: ['daily_end'],
    error: 'must be after daily_start; a part of the day over midnight is two prices',
  })
  .refine((body) => body.pricing_model !== 'per_compute_unit' || !/\.\d{6}0*[1-9]/.test(body.cost_per_unit), {
    path: ['cost_per_unit'],
    error: 'must have at most 6 decimals for per_compute_unit',
  });

export const createPrice = route({
  method: 'POST',
  path: '/api/v1/pricing',
  operationId: 'createPrice',
  summary: 'Add a price (list prices: operators; contract prices: also admins of the organization)',
  description:
    'A price that begins within an open-ended one of the same scope, conditions, unit, tier and part of the day closes it; when the ' +
    'new price has an `end_date`, the old one is in force again from then on. Any other overlap answers 409 and names ' +
    'the conflicting price. Executions already stored that the new price applies to are priced again: `recalculation_id` ' +
    'names that work.',
  tag,
  body: newPrice,
  status: 201,
  result: price.extend({
    recalculation_id: uuid
      .nullable()
      .meta({ description: 'For `GET /api/v1/recalculations/{id}`. Null: the price begins in the future.' }),
  }),
});

export const listPrices = route({
  method: 'GET',
  path: '/api/v1/pricing',
  operationId: 'listPrices',
  summary: 'The prices in force at an instant',
  description:
    'List prices and, with `organization_id`, also its contract prices (members and operators). `at` asks what was in ' +
    'force, `as_of` what was known of that at another: corrections that came later are left out. Ordered by provider, model and ' +
    'task type, so that a rate card stays together.',
  tag,
  query: z.strictObject({
    provider: provider.optional(),
    model: model.optional().meta({ description: 'Prices of exactly this model.' }),
    task_type: taskType.optional().meta({ description: 'Prices of exactly this task type.' }),
    scope: z
      .enum(['list', 'contract'], mustBe('list or contract'))
      .optional()
      .meta({ description: 'Only list prices, or only contract prices; both if omitted.' }),
    search: text(1, 100).optional().meta({
      description: 'Provider or model contains this text, in upper or lower case.',
      example: 'sonnet',
    }),
    at: instant
      .optional()
      .meta({ description: 'Now if omitted; a date is midnight UTC.', example: '2026-01-26' }),
    as_of: instant.optional().meta({
      description: 'As known at this instant; now if omitted.',
      example: '2026-02-01',
    }),
    organization_id: uuid.optional(),
    limit: pageSize,
    cursor: cursor.optional(),
  }),
  status: 200,
  result: z.object({
    at: timestamp,
    as_of: timestamp.nullable().meta({ description: 'Null: as known now.' }),
    prices: z.array(price),
    next_cursor: nextCursor,
  }),
});

export const getPrice = route({
  method: 'GET',
  path: '/api/v1/pricing/{id}',
  operationId: 'getPrice',
  summary: 'One price, superseded ones too',
  description: 'A list price, or a contract price of an organization that the caller is a member of.',
  tag,
  pathParameters: z.object({ id: uuid }),
  status: 200,
  result: price,
});
