import * as z from 'zod';
import {
  decimal,
  line,
  model,
  mustBe,
  provider,
  taskType,
  timestamp,
  uuid,
} from '../../shared/http/schemas.ts';

export const tag = 'Pricing';

const units = [
  'per_token',
  'per_input_token',
  'per_cache_read_token',
  'per_cache_write_token',
  'per_cache_write_1h_token',
  'per_output_token',
  'per_reasoning_token',
  'per_audio_input_token',
  'per_audio_output_token',
  'per_image_input_token',
  'per_web_search',
  'per_request',
  'per_compute_unit',
] as const;
export const pricingModel = z
  .enum(units, mustBe(`one of ${units.join(', ')}`))
  .meta({ description: 'The unit charged.' });

export const source = z.enum(
  ['manual_entry', 'provider_api', 'contract'],
  mustBe('one of manual_entry, provider_api, contract'),
);

export const costPerUnit = z
  .string(mustBe('a decimal string such as "0.0000025"'))
  .regex(/^\d{1,8}(\.\d{1,12})?$/, mustBe('a decimal string, not negative: up to 8 digits and 12 decimals'))
  .meta({
    description: 'US dollars for one unit.',
    example: '0.0000025',
  });

/** Values that mean the default, as price_condition in SQL knows them. */
const defaults = ['', 'standard', 'default', 'on_demand', 'normal', 'global', 'not_available'];
const condition = line(0, 50)
  .transform((value) => value.trim().toLowerCase())
  .transform((value) => (defaults.includes(value) ? null : value));

/** What a price may be for: one of the ways in which a provider sells the same model. */
export const conditionFields = {
  service_tier: condition.nullable().default(null).meta({
    description: 'Only for executions of this service tier; null: the default, by any of its names.',
    example: 'batch',
  }),
  speed: condition.nullable().default(null).meta({ description: 'Only for this speed.', example: 'fast' }),
  inference_geo: condition
    .nullable()
    .default(null)
    .meta({ description: 'Only where inference is bound to this place.', example: 'us' }),
};

const shownCondition = z.string().nullable();

/** What a price is for, and what it charges by. Prices with the same of all of it must not overlap in time. */
export const priceLine = z.object({
  organization_id: uuid
    .nullable()
    .meta({ description: 'Null: a list price. Set: a contract of that organization.' }),
  provider,
  model: model.nullable().meta({ description: 'Null: any model.' }),
  task_type: taskType.nullable().meta({ description: 'Null: any task type.' }),
  service_tier: shownCondition.meta({ description: 'Null: the default. Others have prices of their own.' }),
  speed: shownCondition.meta({ description: 'Null: the default.' }),
  inference_geo: shownCondition.meta({ description: 'Null: anywhere.' }),
  pricing_model: pricingModel,
  above_input_tokens: z.int().meta({ description: 'Context tier: applies above so many input tokens.' }),
  daily_start: z.string().meta({ description: 'Of each day, UTC; inclusive.', example: '00:00:00' }),
  daily_end: z.string().meta({ description: 'Of each day, UTC; exclusive.', example: '24:00:00' }),
});

export const inForce = z.object({
  effective_date: timestamp.nullable().meta({ description: 'Inclusive; null: from the beginning.' }),
  end_date: timestamp.nullable().meta({ description: 'Exclusive; null: until replaced.' }),
});

export const price = z.object({
  id: uuid,
  ...priceLine.shape,
  cost_per_unit: decimal,
  currency: z.literal('USD'),
  is_inferred: z.boolean().meta({
    description:
      'True: the source does not name the model; it is priced as the one whose name its own begins with.',
  }),
  ...inForce.shape,
  source,
  confirmed_on: z.iso.date().nullable().meta({
    description:
      'The day for which its source last said so; null: entered by hand, or the source does not tell.',
  }),
  notes: z.string().nullable(),
  created_by: z.string(),
  created_at: timestamp,
  superseded_at: timestamp.nullable().meta({ description: 'When it was superseded; null: not superseded.' }),
  superseded_by: uuid.nullable().meta({ description: 'What stands for it since then.' }),
});
