import type { Transaction } from '../../../shared/database/database.ts';
import { conflict, type Problem } from '../../../shared/http/problem.ts';
import { describe } from '../conflicting-price.ts';
import type { NewPriceRow } from './new-price-row.ts';
import { overlappingPrices, type OverlappingPricesRow } from './overlapping-prices.statement.ts';

/**
 * The open-ended price that a new one interrupts because it begins within it; the price book is locked.
 * @returns its id; null when there is none
 * @throws Problem 409 that names any other price that overlaps
 */
export async function findInterrupted(transaction: Transaction, added: NewPriceRow): Promise<string | null> {
  const overlapping = await overlappingPrices.run(transaction, { price: added });
  const conflicting = overlapping.find((price) => !price.is_same_part_of_day || !price.is_open_before);
  if (conflicting) throw overlap(conflicting, added);
  return overlapping[0]?.id ?? null;
}

function overlap(price: OverlappingPricesRow, added: NewPriceRow): Problem {
  const detail = `overlaps ${describe(price)}; ${advice(price, added)}`;
  const field = price.is_same_part_of_day ? 'effective_date' : 'daily_start';
  return conflict(`The new price ${detail}.`, [{ field, detail }]);
}

function advice(price: OverlappingPricesRow, added: NewPriceRow): string {
  if (!price.is_same_part_of_day) {
    return 'give the same daily_start and daily_end, or end that price first by a correction of its end_date';
  }
  if (price.effective_date !== null && new Date(added.effective_date) < new Date(price.effective_date)) {
    return `give an end_date of ${price.effective_date} or earlier`;
  }
  return price.end_date === null
    ? 'give a later effective_date'
    : `give an effective_date of ${price.end_date} or later`;
}
