import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Parameter, Transaction } from '../runtime/database.ts';
import { conflict, type Problem } from '../runtime/http/problem.ts';
import { instantText, parseRows } from '../runtime/rows.ts';
import copyPrice from './copy-price.sql';
import overlappingPrices from './overlapping-prices.sql';
import supersedePrice from './supersede-price.sql';

const overlappingRow = z.object({
  id: z.string(),
  effective_date: instantText.nullable(),
  end_date: instantText.nullable(),
  cost_per_unit: z.string(),
  can_be_interrupted: z.boolean(),
});
type OverlappingPrice = z.output<typeof overlappingRow>;

/** The copies that stand for an open-ended price that a new version interrupts. */
interface InterruptedPrice {
  /** In force until the new version begins. */
  readonly closedId: string;
  /** In force again once the new version ends; null when it never does. */
  readonly resumedId: string | null;
  /** Dollars, as a decimal string. */
  readonly costPerUnit: string;
}

/**
 * Makes room for a new version: the open-ended price that it begins within is superseded by a copy that ends there
 * and, when the new version ends, another copy from that end on.
 * @param scope organization, provider, model, task type, unit and tier; then the new version's effective and end date
 * @returns the copies, if there was a price to interrupt
 * @throws Problem 409 that names any other price in the way
 */
export async function interruptOpenEnded(
  transaction: Transaction,
  scope: readonly Parameter[],
  effectiveDate: string,
  endDate: string | null,
): Promise<InterruptedPrice | undefined> {
  const found = await transaction.query(overlappingPrices, [...scope, effectiveDate, endDate]);
  const overlapping = parseRows(overlappingRow, found);
  const obstacle = overlapping.find((price) => !price.can_be_interrupted);
  if (obstacle) throw overlap(obstacle, effectiveDate);
  const [open] = overlapping;
  if (!open) return undefined;
  const closedId = randomUUID();
  const resumedId = endDate === null ? null : randomUUID();
  await transaction.query(supersedePrice, [open.id, closedId]);
  await transaction.query(copyPrice, [open.id, closedId, null, effectiveDate]);
  if (resumedId !== null) await transaction.query(copyPrice, [open.id, resumedId, endDate, null]);
  return { closedId, resumedId, costPerUnit: open.cost_per_unit };
}

function overlap(price: OverlappingPrice, effectiveDate: string): Problem {
  const from = price.effective_date ?? 'the beginning';
  const until = price.end_date === null ? 'on' : `until ${price.end_date}`;
  const detail = `overlaps price ${price.id}, in force from ${from} ${until}; ${advice(price, effectiveDate)}`;
  return conflict(`The new price ${detail}.`, [{ field: 'effective_date', detail }]);
}

function advice(price: OverlappingPrice, effectiveDate: string): string {
  if (price.effective_date !== null && new Date(effectiveDate) < new Date(price.effective_date)) {
    return `give an end_date of ${price.effective_date} or earlier`;
  }
  return price.end_date === null
    ? 'give a later effective_date'
    : `give an effective_date of ${price.end_date} or later`;
}
