import type * as z from 'zod';
import { rounded } from '../../../shared/shown/rounded.ts';
import type { PriceBasesRow, ProviderCostsRow } from './bases.statement.ts';
import type { priceBases, providerCosts } from './contract.ts';

/** @param rows those that there are; a basis without a row has nothing */
export function presentBases(rows: readonly PriceBasesRow[]): z.input<typeof priceBases> {
  const amountOf = (basis: string) => {
    const row = rows.find((each) => each.basis === basis);
    const actualCost = row?.actual_cost ?? '0';
    return {
      executions: row?.executions ?? 0,
      actual_cost: rounded(actualCost, 2),
      exact: { actual_cost: actualCost },
    };
  };
  return {
    inferred: amountOf('inferred'),
    any_model: amountOf('any_model'),
    provider_reported: amountOf('provider_reported'),
  };
}

export function presentProviderCosts(rows: readonly ProviderCostsRow[]): z.input<typeof providerCosts> {
  return rows.map(({ actual_cost, provider_cost, difference, ...row }) => ({
    ...row,
    difference: rounded(difference, 6),
    exact: { actual_cost, provider_cost, difference },
  }));
}
