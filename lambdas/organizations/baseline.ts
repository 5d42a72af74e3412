import { z } from 'zod';
import type { Transaction } from '../../shared/database/database.ts';
import { conflict } from '../../shared/http/problem.ts';
import { parseRows } from '../../shared/database/rows.ts';
import { mayHaveStarted } from '../../shared/start-times/start-times.ts';
import closeBaseline from './close-baseline.sql';
import hasBaseline from './has-baseline.sql';
import insertBaseline from './insert-baseline.sql';
import requestRecalculation from './request-recalculation.sql';

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
  const { provider, model, effective_date } = baseline;
  const closed = await transaction.query(closeBaseline, [organizationId, effective_date]);
  if (closed.rowCount === 0) await refuseSecondBaseline(transaction, organizationId, effective_date);
  await transaction.query(insertBaseline, [organizationId, provider, model ?? null, effective_date]);
  if (!mayHaveStarted(effective_date, now)) return null;
  const requested = await transaction.query(requestRecalculation, [organizationId, effective_date]);
  const [recalculation] = parseRows(z.object({ id: z.string() }), requested);
  return recalculation?.id ?? null;
}

async function refuseSecondBaseline(
  transaction: Transaction,
  organizationId: string,
  effectiveDate: string,
): Promise<void> {
  const result = await transaction.query(hasBaseline, [organizationId]);
  const [row] = parseRows(z.object({ has_baseline: z.boolean() }), result);
  if (!row?.has_baseline) return;
  const detail = `must be after the start of the current baseline; ${effectiveDate} is not`;
  throw conflict(`baseline.effective_date ${detail}.`, [{ field: 'baseline.effective_date', detail }]);
}
