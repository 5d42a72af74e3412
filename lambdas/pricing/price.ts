import type { Transaction } from '../../shared/database/database.ts';
import { hidden, type Problem } from '../../shared/http/problem.ts';
import { priceById, type PriceByIdRow } from './price-by-id.statement.ts';

/** A price as the API shows it. */
export interface Price extends Omit<PriceByIdRow, 'effective_date'> {
  /** Null: from the beginning. */
  readonly effective_date: string | null;
}

export function toPrice(row: PriceByIdRow): Price {
  return { ...row, effective_date: row.effective_date === '-infinity' ? null : row.effective_date };
}

/**
 * A price by its id, superseded ones too.
 * @throws Problem 404 when there is none, or it is a contract of an organization that the caller does not belong to
 */
export async function readPrice(transaction: Transaction, id: string): Promise<Price> {
  const [found] = await priceById.run(transaction, { id });
  if (!found) throw noSuchPrice();
  return toPrice(found);
}

function noSuchPrice(): Problem {
  return hidden('There is no such price among those that you may see.', [
    {
      parameter: 'id',
      detail: 'must be the id of a list price, or of a contract price of your organization',
    },
  ]);
}
