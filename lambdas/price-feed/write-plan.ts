import type { Transaction } from '../../shared/database/database.ts';
import { dollars } from './exact-price.ts';
import {
  confirmPrices,
  insertPriceChanges,
  insertPrices,
  knownAt,
  supersedePrices,
} from './plan.statement.ts';
import type { ModelPlan, PlannedPrice } from './plan-model.ts';
import type { PriceChange } from './price-changes.ts';

/** Writes what differs, of all models at once: 8,000 prices in four statements. */
export async function writePlan(
  transaction: Transaction,
  plans: readonly ModelPlan[],
  changes: readonly PriceChange[],
  actor: string,
): Promise<void> {
  const superseded = plans.flatMap((plan) => plan.superseded);
  const confirmed = plans.flatMap((plan) => plan.confirmed);
  const inserted = plans.flatMap(({ prices }) => prices.filter(({ kind }) => kind !== 'kept'));
  const prices = inserted.map(priceRow);
  const { known_at: at } = await knownAt.one(transaction);
  if (superseded.length > 0) await supersedePrices.run(transaction, { superseded, knownAt: at });
  if (confirmed.length > 0) await confirmPrices.run(transaction, { confirmed });
  if (prices.length > 0) await insertPrices.run(transaction, { prices, knownAt: at });
  if (changes.length > 0) {
    await insertPriceChanges.run(transaction, { changes: changes.map(changeRow), actor });
  }
}

function priceRow(price: PlannedPrice) {
  return {
    id: price.id,
    provider: price.provider,
    model: price.model,
    pricing_model: price.unit,
    service_tier: price.serviceTier,
    above_input_tokens: price.aboveInputTokens,
    daily_start: timeOfDay(price.dailyStart),
    daily_end: timeOfDay(price.dailyEnd),
    cost_per_unit: dollars(price.picodollars),
    effective_date: instantText(price.from),
    end_date: price.until === Infinity ? null : instantText(price.until),
    is_inferred: price.isInferred,
    confirmed_on: price.confirmedOn ?? null,
    notes: price.note ?? null,
  };
}

function changeRow({ price, previous }: PriceChange) {
  return {
    price_id: price.id,
    previous_price_id: previous.id,
    previous_cost_per_unit: dollars(previous.picodollars),
    cost_per_unit: dollars(price.picodollars),
  };
}

/** @param time epoch milliseconds, or -Infinity */
export function instantText(time: number): string {
  return time === -Infinity ? '-infinity' : new Date(time).toISOString();
}

/** PostgreSQL's time of day, up to 24:00:00. */
function timeOfDay(seconds: number): string {
  const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
}
