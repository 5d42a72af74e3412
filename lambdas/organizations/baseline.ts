import type { Transaction } from '../runtime/database.ts';
import { conflict } from '../runtime/http/problem.ts';
import closeBaseline from './close-baseline.sql';
import insertBaseline from './insert-baseline.sql';

export interface Baseline {
  readonly provider: string;
  readonly model?: string | undefined;
  /** RFC 3339. */
  readonly effective_date: string;
}

/**
 * Replaces the organization's baseline from its effective date on; what came before stays compared with the old one.
 * @throws Problem 409 naming the field when it would not begin after the current baseline
 */
export async function replaceBaseline(
  transaction: Transaction,
  organizationId: string,
  baseline: Baseline,
): Promise<void> {
  const { provider, model, effective_date } = baseline;
  const closed = await transaction.query(closeBaseline, [organizationId, effective_date]);
  if (closed.rowCount === 0) {
    const detail = `must be after the start of the current baseline; ${effective_date} is not`;
    throw conflict(`baseline.effective_date ${detail}.`, [{ field: 'baseline.effective_date', detail }]);
  }
  await transaction.query(insertBaseline, [organizationId, provider, model ?? null, effective_date]);
}
