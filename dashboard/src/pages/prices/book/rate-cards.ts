import { unitRank } from '../../../shared/format/units.ts';
import type { Price } from '../shared/price.ts';

const scopeKey = ({ provider, model, task_type: task }: Price): string =>
  JSON.stringify([provider, model, task]);

/** Which rate card a price is of. */
export const rateCardKey = (price: Price): string => `${scopeKey(price)} ${price.organization_id ?? ''}`;

/**
 * Prices as rate cards read: what the API gives by provider, model and task type, with contracts before list prices as
 * they are before them in pricing, and units, tiers and parts of the day in order.
 * @param hasMore whether there is another page: the prices of the last scope may not all be here then, and a rate card
 * without its price for output would look like one that charges none; they come with that page
 */
export function asRateCards(prices: readonly Price[], hasMore: boolean): readonly Price[] {
  const scopes = [...Map.groupBy(prices, scopeKey).values()];
  const complete = hasMore && scopes.length > 1 ? scopes.slice(0, -1) : scopes;
  return complete.flatMap((scope) => scope.sort(inOrder));
}

/** The default first, then each condition's prices together. */
const conditionsKey = ({ service_tier: tier, speed, inference_geo: place }: Price): string =>
  [tier ?? '', speed ?? '', place ?? ''].join(' ');

function inOrder(one: Price, other: Price): number {
  return (
    Number(one.organization_id === null) - Number(other.organization_id === null) ||
    conditionsKey(one).localeCompare(conditionsKey(other)) ||
    unitRank(one.pricing_model) - unitRank(other.pricing_model) ||
    one.above_input_tokens - other.above_input_tokens ||
    one.daily_start.localeCompare(other.daily_start)
  );
}
