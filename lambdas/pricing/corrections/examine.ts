import type * as z from 'zod';
import type { Transaction } from '../../../shared/database/database.ts';
import type { InvalidValue } from '../../../shared/http/problem-contract.ts';
import { conflict, invalidRequest, type Problem } from '../../../shared/http/problem.ts';
import { describe } from '../conflicting-price.ts';
import type { newCorrection } from './contract.ts';
import { examineCorrection as statement, type ExamineCorrectionRow } from './examine-correction.statement.ts';
import { conflictingPrice, type ConflictingPriceRow } from './conflicting-price.statement.ts';

type NewCorrection = z.output<typeof newCorrection>;

/**
 * Whether a price can be corrected so; the price book is locked.
 * @returns the instants between which executions may cost something else, as PostgreSQL reads them
 * @throws Problem 400 or 409 saying why not
 */
export async function examineCorrection(
  transaction: Transaction,
  priceId: string,
  correction: NewCorrection,
): Promise<{ readonly start: string; readonly end: string }> {
  const examined = await statement.one(transaction, {
    priceId,
    costPerUnit: correction.cost_per_unit,
    effectiveDate: correction.effective_date,
    hasEnd: correction.end_date !== undefined,
    endDate: correction.end_date,
  });
  if (examined.is_superseded) throw superseded(priceId, examined);
  const errors = invalidValues(examined, correction);
  if (errors.length > 0) throw invalidRequest(errors);
  await refuseOverlap(transaction, priceId, examined);
  return { start: examined.touched_from, end: examined.touched_until };
}

function superseded(priceId: string, { superseded_by }: ExamineCorrectionRow): Problem {
  const detail = `is superseded by ${superseded_by}; correct the price in force instead`;
  return conflict(`Price ${priceId} ${detail}.`, [{ parameter: 'id', detail }]);
}

function invalidValues(examined: ExamineCorrectionRow, correction: NewCorrection): InvalidValue[] {
  if (!examined.changes_cost && !examined.changes_effective_date && !examined.changes_end_date) {
    return (['cost_per_unit', 'effective_date', 'end_date'] as const)
      .filter((field) => correction[field] !== undefined)
      .map((field) => ({ field, detail: 'must differ from the current value of the price' }));
  }
  const errors: InvalidValue[] = [];
  if (examined.is_inverted) {
    errors.push(
      examined.changes_end_date
        ? { field: 'end_date', detail: 'must be after effective_date' }
        : { field: 'effective_date', detail: 'must be before the end_date of the price' },
    );
  }
  if (examined.has_too_many_decimals) {
    errors.push({ field: 'cost_per_unit', detail: 'must have at most 6 decimals for per_compute_unit' });
  }
  return errors;
}

async function refuseOverlap(
  transaction: Transaction,
  priceId: string,
  examined: ExamineCorrectionRow,
): Promise<void> {
  const { effective_date: start, end_date: end } = examined;
  const [conflicting] = await conflictingPrice.run(transaction, { priceId, start, end });
  if (!conflicting) return;
  const [field, allowed] = roomBeside(conflicting);
  const detail = `must be ${allowed}: it would overlap ${describe(conflicting)}`;
  throw conflict(`${field} ${detail}.`, [{ field, detail }]);
}

function roomBeside(conflicting: ConflictingPriceRow): readonly [field: string, allowed: string] {
  if (!conflicting.is_before) return ['end_date', `${conflicting.effective_date} or earlier`];
  // The version before can end earlier, but not before it begins.
  if (conflicting.is_version_before) return ['effective_date', `after ${conflicting.effective_date}`];
  return ['effective_date', `${conflicting.end_date} or later`];
}
