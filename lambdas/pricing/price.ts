import { z } from 'zod';
import { instantText, wholeNumber } from '../runtime/rows.ts';
import { price } from './contract.ts';

const { pricing_model, source, currency } = price.shape;

/** One row of provider_pricing as the API shows it; its input is what the driver gives. */
export const priceRow = z.object({
  id: z.string(),
  organization_id: z.string().nullable(),
  provider: z.string(),
  model: z.string().nullable(),
  task_type: z.string().nullable(),
  pricing_model,
  above_input_tokens: wholeNumber,
  cost_per_unit: z.string(),
  currency,
  effective_date: instantText.nullable(),
  end_date: instantText.nullable(),
  source,
  notes: z.string().nullable(),
  created_by: z.string(),
  created_at: instantText,
});
