import type { Transaction } from '../../shared/database/database.ts';
import { conflict } from '../../shared/http/problem.ts';
import { mayHaveStarted } from '../../shared/start-times/start-times.ts';
import {
  closeBaseline,
  hasBaseline,
  insertBaseline,
  requestBaselineRecalculation,
} from './baseline.statement.ts';

export interface Baseline {
  readonly provider: string;
  readonly model?: string | undefined;
  /** RFC 3339. */
  readonly effective_date: string;
}

/**
 * Replaces the organization's baseline from its effective date on, or gives it its first; what came before stays
 * compared with the old one. The caller takes the lock of pricing inputs last, before the commit.
 * @returns the id of the recalculation of what is stored from that date on; null when nothing can be yet
 * @throws Problem 409 naming the field when it would not begin after the current baseline
 */
export async function replaceBaseline(
  transaction: Transaction,
  organizationId: string,
  baseline: Baseline,
  now: Date,
): Promise<string | null> {
  const { provider, model, effective_date: effectiveDate } = baseline;
  const closed = await closeBaseline.run(transaction, { organizationId, effectiveDate });
  if (closed.length === 0) await refuseSecondBaseline(transaction, organizationId, effectiveDate);
  await insertBaseline.run(transaction, { organizationId, provider, model, effectiveDate });
  if (!mayHaveStarted(effectiveDate, now)) return null;
  const { id } = await requestBaselineRecalculation.one(transaction, { organizationId, effectiveDate });
  return id;
}

async function refuseSecondBaseline(
  transaction: Transaction,
  organizationId: string,
  effectiveDate: string,
): Promise<void> {
  const { has_baseline } = await hasBaseline.one(transaction, { organizationId });
  if (!has_baseline) return;
  const detail = `must be after the start of the current baseline; ${effectiveDate} is not`;
  throw conflict(`baseline.effective_date ${detail}.`, [{ field: 'baseline.effective_date', detail }]);
}
