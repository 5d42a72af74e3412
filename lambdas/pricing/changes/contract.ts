import * as z from 'zod';
import { route } from '../../../shared/http/route.ts';
import {
  cursor,
  decimal,
  nextCursor,
  pageSize,
  provider,
  timestamp,
  uuid,
} from '../../../shared/http/schemas.ts';
import { inForce, priceLine, tag } from '../price-contract.ts';

const priceChange = z.object({
  price_id: uuid,
  previous_price_id: uuid.meta({ description: 'The version before it, or the price that it corrects.' }),
  ...priceLine.shape,
  previous_cost_per_unit: decimal,
  cost_per_unit: decimal,
  change_percentage: z.number().nullable().meta({
    description: 'Of the previous cost, 2 decimals; negative: cheaper. Null where that was 0.',
    example: -20,
  }),
  ...inForce.shape,
  created_at: timestamp,
});

export const listPriceChanges = route({
  method: 'GET',
  path: '/api/v1/pricing/changes',
  operationId: 'listPriceChanges',
  summary: 'Price changes of more than 10%, newest first',
  description:
    'Versions and corrections that differ by more than 10% from the price before of the same scope, conditions, unit, tier and part ' +
    'of the day. List prices and, with `organization_id`, also its contract prices (members and operators).',
  tag,
  query: z.strictObject({
    provider: provider.optional(),
    organization_id: uuid.optional(),
    limit: pageSize,
    cursor: cursor.optional(),
  }),
  status: 200,
  result: z.object({ changes: z.array(priceChange), next_cursor: nextCursor }),
});
