import * as z from 'zod';
import { route } from '../../../shared/http/route.ts';
import {
  cursor,
  decimal,
  instant,
  model,
  mustBe,
  nextCursor,
  pageSize,
  provider,
  freeText,
  line,
  timestamp,
  uuid,
  yesOrNo,
} from '../../../shared/http/schemas.ts';
import { conditionFields, inForce, source, tag } from '../price-contract.ts';

const dimension = z
  .enum(['service_tier', 'speed', 'inference_geo'], mustBe('one of service_tier, speed, inference_geo'))
  .meta({ description: 'Which condition of an execution it is for.' });

const value = line(1, 50)
  .transform((name) => conditionFields.service_tier.parse(name))
  .refine((name) => name !== null, mustBe('a value other than the default, which has the standard prices'))
  .meta({ description: 'The service tier, speed or place of inference; in lower case.', example: 'batch' });

const amount = z
  .string(mustBe('a decimal string such as "0.5"'))
  .regex(/^\d{1,6}(\.\d{1,6})?$/, mustBe('a decimal string, not negative: up to 6 digits and 6 decimals'))
  .meta({ description: 'Multiplies the prices for tokens of its own scope.', example: '0.5' });

export const priceFactor = z.object({
  id: uuid,
  organization_id: uuid.nullable().meta({ description: 'Null: for list prices. Set: for that contract.' }),
  provider,
  model: model.nullable().meta({ description: 'Null: any model that has no factor of its own.' }),
  dimension,
  value: z.string(),
  factor: decimal,
  ...inForce.shape,
  source,
  notes: z.string().nullable(),
  created_by: z.string(),
  created_at: timestamp,
  superseded_at: timestamp.nullable().meta({ description: 'Null: not superseded.' }),
  superseded_by: uuid.nullable(),
});

const recalculationId = uuid.nullable().meta({
  description: 'For `GET /api/v1/recalculations/{id}`. Null: it touches nothing that can be stored.',
});

export const listPriceFactors = route({
  method: 'GET',
  path: '/api/v1/pricing/factors',
  operationId: 'listPriceFactors',
  summary: 'What providers sell as a percentage of their standard prices',
  description:
    'Factors for list prices and, with `organization_id`, also for its contracts (members and operators), newest first.',
  tag,
  query: z.strictObject({
    organization_id: uuid.optional(),
    provider: provider.optional(),
    model: model.optional(),
    dimension: dimension.optional(),
    superseded: yesOrNo.default(false).meta({ description: 'true: also those that were corrected since.' }),
    limit: pageSize,
    cursor: cursor.optional(),
  }),
  status: 200,
  result: z.object({ factors: z.array(priceFactor), next_cursor: nextCursor }),
});

const newPriceFactor = z
  .strictObject({
    organization_id: uuid.optional().meta({ description: "Given: of a contract, with source 'contract'." }),
    provider,
    model: model.optional(),
    dimension,
    value,
    factor: amount,
    effective_date: instant.meta({ description: 'A date is midnight UTC.', example: '2026-01-01' }),
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
  });

export const createPriceFactor = route({
  method: 'POST',
  path: '/api/v1/pricing/factors',
  operationId: 'createPriceFactor',
  summary: 'Add a factor (for list prices: operators; for contracts: also admins of the organization)',
  description:
    'One that begins within an open-ended one for the same closes it, and with an `end_date` lets it be in force again ' +
    'from then on; any other overlap answers 409. A factor for list prices never touches a contract. What is stored is priced again.',
  tag,
  body: newPriceFactor,
  status: 201,
  result: priceFactor.extend({ recalculation_id: recalculationId }),
});

export const correctPriceFactor = route({
  method: 'POST',
  path: '/api/v1/pricing/factors/{id}/corrections',
  operationId: 'correctPriceFactor',
  summary: 'Correct a factor that was wrong, or end it',
  description:
    'Supersedes it by a corrected one and prices again what either touches. 409 where it is superseded already.',
  tag,
  pathParameters: z.object({ id: uuid }),
  body: z
    .strictObject({
      factor: amount.optional(),
      effective_date: instant.optional(),
      end_date: instant.nullable().optional().meta({ description: 'Where it ends; null: it has no end.' }),
      reason: freeText(1, 2000).meta({ example: 'The batch discount ended with 2026-06' }),
    })
    .refine((body) => 'factor' in body || 'effective_date' in body || 'end_date' in body, {
      error: 'must change at least one of factor, effective_date, end_date',
    }),
  status: 201,
  result: priceFactor.extend({ recalculation_id: recalculationId }),
});
