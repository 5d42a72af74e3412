// Generated from add-price.sql by npm run statements.
import { json, nullable, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface AddPriceRow {
  readonly added_id: string;
  readonly closed_id: string | null;
  readonly resumed_id: string | null;
}

export const addPrice = statement<AddPriceRow>()({
  name: 'lambdas/pricing/prices/add-price.sql add_price',
  parameters: { price: json, interruptedId: nullable(text) },
  notNull: ['added_id'],
  text: `select added_id as "added_id", closed_id, resumed_id
from add_price(jsonb_populate_record(null::provider_pricing, $1), $2)`,
});
