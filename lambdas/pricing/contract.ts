import { z } from 'zod';
import { route, type Route } from '../runtime/contract.ts';
import {
  cursor,
  decimal,
  instant,
  model,
  mustBe,
  nextCursor,
  pageSize,
  provider,
  taskType,
  text,
  timestamp,
  uuid,
} from '../runtime/http/schemas.ts';

const tag = 'Pricing';
const units = [
  'per_token',
  'per_input_token',
  'per_cache_read_token',
  'per_cache_write_token',
  'per_output_token',
  'per_request',
  'per_compute_unit',
] as const;
const pricingModel = z
  .enum(units, mustBe(`one of ${units.join(', ')}`))
  .meta({ description: 'The unit charged.' });
const source = z.enum(
  ['manual_entry', 'provider_api', 'contract'],
  mustBe('one of manual_entry, provider_api, contract'),
);

export const price = z.object({
  id: uuid,
  organization_id: uuid
    .nullable()
    .meta({ description: 'Null: a list price. Set: a contract of that organization.' }),
  provider,
  model: model.nullable().meta({ description: 'Null: any model.' }),
  task_type: taskType.nullable().meta({ description: 'Null: any task type.' }),
  pricing_model: pricingModel,
  above_input_tokens: z.int().meta({ description: 'Context tier: applies above so many input tokens.' }),
  cost_per_unit: decimal,
  currency: z.literal('USD'),
  effective_date: timestamp.nullable().meta({ description: 'Inclusive; null: from the beginning.' }),
  end_date: timestamp.nullable().meta({ description: 'Exclusive; null: until replaced.' }),
  source,
  notes: z.string().nullable(),
  created_by: z.string(),
  created_at: timestamp,
});

export const newPrice = z
  .strictObject({
    organization_id: uuid
      .optional()
      .meta({ description: "Given: a contract price, with source 'contract'." }),
    provider,
    model: model.optional(),
    task_type: taskType.optional(),
    pricing_model: pricingModel,
    above_input_tokens: z
      .int(mustBe('a whole number of input tokens, 0 or more'))
      .min(0, mustBe('0 or more'))
      .max(1_000_000_000_000, mustBe('at most 1000000000000'))
      .default(0),
    cost_per_unit: z
      .string(mustBe('a decimal string such as "0.0000025"'))
      .regex(
        /^\d{1,8}(\.\d{1,12})?$/,
        mustBe('a decimal string, not negative: up to 8 digits and 12 decimals'),
      )
      .meta({
        description: 'US dollars for one unit; up to 6 decimals per compute unit.',
        example: '0.0000025',
      }),
    currency: z.literal('USD', mustBe('USD')).default('USD'),
    effective_date: instant.meta({
      description: 'From this instant on; a date is midnight UTC.',
      example: '2026-01-01',
    }),
    end_date: instant.optional().meta({ description: 'Until before this instant.', example: '2026-07-01' }),
    source,
    notes: text(0, 2000).optional(),
  })
  .refine((body) => (body.source === 'contract') === (body.organization_id !== undefined), {
    path: ['source'],
    error: "must be 'contract' exactly where organization_id is given",
  })
  .refine((body) => body.end_date === undefined || new Date(body.end_date) > new Date(body.effective_date), {
    path: ['end_date'],
    error: 'must be after effective_date',
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
    'A price that begins within an open-ended one of the same scope, unit and tier closes it; when the new price has ' +
    'an `end_date`, the old one is in force again from then on. Any other overlap answers 409 and names the price in ' +
    'the way.',
  tag,
  body: newPrice,
  status: 201,
  result: price,
});

export const listPrices = route({
  method: 'GET',
  path: '/api/v1/pricing',
  operationId: 'listPrices',
  summary: 'The prices in force at an instant',
  description: 'List prices and, with `organization_id`, also its contract prices (members and operators).',
  tag,
  query: z.strictObject({
    provider: provider.optional(),
    at: instant
      .optional()
      .meta({ description: 'Now when missing; a date is midnight UTC.', example: '2026-01-26' }),
    organization_id: uuid.optional(),
    limit: pageSize,
    cursor: cursor.optional(),
  }),
  status: 200,
  result: z.object({ at: timestamp, prices: z.array(price), next_cursor: nextCursor }),
});

export const routes = [createPrice, listPrices] satisfies readonly Route[];
