import type { correctPrice } from '../../../../../lambdas/pricing/corrections/contract.ts';
import type { RequestOf } from '../../../shared/api/operation.ts';
import { shiftDecimal } from '../../../../../shared/shown/decimals.ts';
import { amountOf, costPerUnitOf, type Amount } from '../shared/amount.ts';
import type { Price } from '../shared/price.ts';
import { changedDays, daysOf, type Days } from '../shared/time-in-force.ts';

/** What a correction says, as it is typed. */
export interface CorrectionDraft extends Days {
  readonly amount: Amount;
  readonly reason: string;
}

export const draftOf = (price: Price): CorrectionDraft => ({
  amount: amountOf(price.cost_per_unit, price.pricing_model),
  ...daysOf(price),
  reason: '',
});

type Body = Omit<NonNullable<RequestOf<typeof correctPrice>['body']>, 'dry_run'>;

/** What is asked of the API: only what differs from the price. */
export function correctionOf(price: Price, { amount, reason, ...days }: CorrectionDraft): Body {
  const cost = costPerUnitOf(amount, price.pricing_model);
  return {
    ...(cost === shiftDecimal(price.cost_per_unit, 0) ? {} : { cost_per_unit: cost }),
    ...changedDays(price, days),
    reason: reason.trim(),
  };
}
