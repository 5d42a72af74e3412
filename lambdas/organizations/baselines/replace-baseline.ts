import { refuseTooManyWaiting } from '../../../shared/recalculation/refuse-too-many.ts';
import type * as z from 'zod';
import type { Transaction } from '../../../shared/database/database.ts';
import { conflict } from '../../../shared/http/problem.ts';
import { mayHaveStarted } from '../../../shared/start-times/start-times.ts';
import {
  closeBaseline,
  countRulesInForce,
  insertBaseline,
  lastVersion,
  requestBaselineRecalculation,
} from './baselines.statement.ts';
import type { rule as baselineRule } from '../../../shared/http/baseline-rule.ts';
import type { warnings } from './contract.ts';

/** Each is looked at for every execution whose organization has rules. */
const MOST_RULES = 200;

export interface Baseline {
  readonly rule: z.output<typeof baselineRule>;
  readonly task_type?: string | undefined;
  readonly label?: { readonly key: string; readonly value: string } | undefined;
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  /** RFC 3339. */
  readonly effective_date: string;
}

/**
 * Replaces the baseline of a rule from its effective date on, or gives the rule its first; what came before stays
 * compared with the old one. The caller takes the lock of pricing inputs last, before the commit.
 * @param field of the request that names the effective date
 * @returns its id, and the id of the recalculation of what is stored from that date on; null when nothing can be yet
 * @throws Problem 409 naming the field when it would not begin after the version before
 */
export async function replaceBaseline(
  transaction: Transaction,
  organizationId: string,
  baseline: Baseline,
  { now, field }: { readonly now: Date; readonly field: string },
): Promise<{ readonly id: string; readonly recalculationId: string | null }> {
  const { rule, provider, model, effective_date: effectiveDate } = baseline;
  const key = {
    organizationId,
    rule,
    taskType: baseline.task_type,
    labelKey: baseline.label?.key,
    labelValue: baseline.label?.value,
  };
  const closed = await closeBaseline.run(transaction, { ...key, effectiveDate });
  if (closed.length === 0) await refuseOverlap(transaction, key, effectiveDate, field);
  await refuseTooMany(transaction, organizationId);
  const { id } = await insertBaseline.one(transaction, { ...key, provider, model, effectiveDate });
  return { id, recalculationId: await recalculateFrom(transaction, organizationId, effectiveDate, now) };
}

/** @returns the id of the recalculation; null when nothing can have started by then */
export async function recalculateFrom(
  transaction: Transaction,
  organizationId: string,
  effectiveDate: string,
  now: Date,
): Promise<string | null> {
  if (!mayHaveStarted(effectiveDate, now)) return null;
  await refuseTooManyWaiting(transaction, organizationId);
  const { id } = await requestBaselineRecalculation.one(transaction, { organizationId, effectiveDate });
  return id;
}

async function refuseOverlap(
  transaction: Transaction,
  key: Omit<Parameters<typeof lastVersion.run>[1], 'effectiveDate'>,
  effectiveDate: string,
  field: string,
): Promise<void> {
  const [last] = await lastVersion.run(transaction, { ...key, effectiveDate });
  if (last === undefined || last.has_ended === true) return;
  const bound =
    last.end_date === null
      ? 'after the start of the current baseline'
      : `at ${last.end_date} or later, when the one before has ended`;
  const detail = `must be ${bound}; ${effectiveDate} is not`;
  throw conflict(`${field} ${detail}.`, [{ field, detail }]);
}

async function refuseTooMany(transaction: Transaction, organizationId: string): Promise<void> {
  const { rules } = await countRulesInForce.one(transaction, { organizationId });
  if (rules < MOST_RULES) return;
  const detail = `can have at most ${MOST_RULES} rules in force: end one first`;
  throw conflict(`An organization ${detail}.`, [{ field: 'rule', detail }]);
}

/** Without a model, nothing but a price for any model can price it. */
export function warningsOf(
  { provider, model }: Pick<Baseline, 'provider' | 'model'>,
  field: string,
): z.input<typeof warnings> {
  if (provider === undefined || model !== undefined) return [];
  return [
    {
      field,
      detail:
        `should name a model: without one, the baseline ${provider} is priced only by prices for any model that an operator or a contract has ` +
        'set, and stays unpriced without them',
    },
  ];
}
