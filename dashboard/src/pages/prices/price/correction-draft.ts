import type { correctPrice } from '../../../../../lambdas/pricing/corrections/contract.ts';
import type { RequestOf } from '../../../shared/api/operation.ts';
import { shiftDecimal } from '../../../../../shared/shown/decimals.ts';
import { amountOf, costPerUnitOf, type Amount } from '../shared/amount.ts';
import type { Price } from '../shared/price.ts';

/** What a correction says, as it is typed; days are of UTC. */
export interface CorrectionDraft {
  readonly amount: Amount;
  /** Empty: from the beginning. */
  readonly from: string;
  /** Empty: without end. */
  readonly until: string;
  readonly reason: string;
}

const dayOf = (instant: string | null): string => instant?.slice(0, 10) ?? '';

export const draftOf = (price: Price): CorrectionDraft => ({
  amount: amountOf(price.cost_per_unit, price.pricing_model),
  from: dayOf(price.effective_date),
  until: dayOf(price.end_date),
  reason: '',
});

type Body = Omit<NonNullable<RequestOf<typeof correctPrice>['body']>, 'dry_run'>;

/** What is asked of the API: only what differs from the price, so that an instant within a day is not moved by its day. */
export function correctionOf(price: Price, { amount, from, until, reason }: CorrectionDraft): Body {
  const cost = costPerUnitOf(amount, price.pricing_model);
  return {
    ...(cost === shiftDecimal(price.cost_per_unit, 0) ? {} : { cost_per_unit: cost }),
    ...(from === dayOf(price.effective_date) ? {} : { effective_date: from }),
    ...(until === dayOf(price.end_date) ? {} : { end_date: until === '' ? null : until }),
    reason: reason.trim(),
  };
}
