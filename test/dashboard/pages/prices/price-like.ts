import type { Price } from '../../../../dashboard/src/pages/prices/shared/price.ts';

/** A list price for input tokens, except for what is given. */
export const priceLike = (fields: Partial<Price>): Price => ({
  id: 'b89d3c70-f303-4e13-a4b3-2e56063c5daf',
  organization_id: null,
  provider: 'atlas',
  model: 'atlas-large',
  task_type: null,
  service_tier: null,
  speed: null,
  inference_geo: null,
  pricing_model: 'per_input_token',
  above_input_tokens: 0,
  daily_start: '00:00:00',
  daily_end: '24:00:00',
  cost_per_unit: '0.000002000000',
  currency: 'USD',
  is_inferred: false,
  effective_date: null,
  end_date: null,
  source: 'manual_entry',
  notes: null,
  created_by: 'test',
  created_at: '2026-01-01T00:00:00.000Z',
  superseded_at: null,
  superseded_by: null,
  ...fields,
});
