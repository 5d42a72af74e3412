import { z } from 'zod';
import type { Transaction } from '../../shared/database/database.ts';
import { notFound, type Problem } from '../../shared/http/problem.ts';
import { instantText, parseRows, wholeNumber } from '../../shared/database/rows.ts';
import statement from './price-by-id.sql';
import { price } from './price-contract.ts';

const { pricing_model, source, currency } = price.shape;

/** `-infinity`, as the driver gives it, is null: from the beginning. */
export const beginning = z.union([instantText, z.literal(-Infinity).transform(() => null)]);

/** One row of provider_pricing as the API shows it; its input is what the driver gives. */
export const priceRow = z.object({
  id: z.string(),
  organization_id: z.string().nullable(),
  provider: z.string(),
  model: z.string().nullable(),
  task_type: z.string().nullable(),
  pricing_model,
  above_input_tokens: wholeNumber,
  daily_start: z.string(),
  daily_end: z.string(),
  cost_per_unit: z.string(),
  currency,
  effective_date: beginning,
  end_date: instantText.nullable(),
  source,
  notes: z.string().nullable(),
  created_by: z.string(),
  created_at: instantText,
  superseded_at: instantText.nullable(),
  superseded_by: z.string().nullable(),
});
export type Price = z.output<typeof priceRow>;

/**
 * A price by its id, superseded ones too.
 * @throws Problem 404 when there is none, or it is a contract of an organization that the caller does not belong to
 */
export async function readPrice(transaction: Transaction, id: string): Promise<Price> {
  const [found] = parseRows(priceRow, await transaction.query(statement, [id]));
  if (!found) throw noSuchPrice();
  return found;
}

function noSuchPrice(): Problem {
  return notFound('There is no such price among those that you may see.', [
    {
      parameter: 'id',
      detail: 'must be the id of a list price, or of a contract price of your organization',
    },
  ]);
}
