import * as z from 'zod';
import { route } from '../../../shared/http/route.ts';
import { decimal, model, provider, timestamp } from '../../../shared/http/schemas.ts';
import { tag } from '../price-contract.ts';

const priceDispute = z.object({
  provider,
  model,
  pricing_model: z.string().meta({ description: 'The unit charged.', example: 'per_input_token' }),
  above_input_tokens: z.int(),
  cost_per_unit: decimal.meta({ description: 'In force, and charged.' }),
  price_source: z.string().meta({ description: 'The list that the price is from.', example: 'genai-prices' }),
  other_cost_per_unit: decimal,
  other_source: z.string().meta({ description: 'The list that has a different price.', example: 'litellm' }),
  difference_percentage: z
    .number()
    .nullable()
    .meta({ description: 'Of the other price to the one in force, 2 decimals; null where that is 0.' }),
  since: timestamp.meta({ description: 'When an import found it first.' }),
});

export const listPriceDisputes = route({
  method: 'GET',
  path: '/api/v1/pricing/disputes',
  operationId: 'listPriceDisputes',
  summary: 'List prices of models in use that two lists differ on by more than 10%',
  description:
    "As of the latest import. A dispute is settled by an operator's own price, or by a newer list.",
  tag,
  status: 200,
  result: z.object({ disputes: z.array(priceDispute) }),
});
