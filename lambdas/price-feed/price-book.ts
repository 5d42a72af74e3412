import type { Transaction } from '../../shared/database/database.ts';
import { fromDollars } from './exact-price.ts';
import { heldModels } from './held-models.statement.ts';
import { modelsInUse } from './models-in-use.statement.ts';
import type { StoredPrice } from './plan-model.ts';
import { storedPrices, type StoredPricesRow } from './stored-prices.statement.ts';

/** What the price book and the executions know of models. A model is a provider and a name. */
export interface PriceBook {
  /** The feed's prices in force; none for a model that is not known. */
  readonly pricesOf: (provider: string, model: string) => readonly StoredPrice[];
  /** Whether an operator holds a list price of the model for a service tier; null: the standard one. */
  readonly isHeld: (provider: string, model: string, serviceTier: string | null) => boolean;
  /** All names of a provider's models in executions, baselines and the feed's prices. */
  readonly namesInUse: (provider: string) => Iterable<string>;
  /** Whether an execution or a baseline has the name. */
  readonly isInUse: (provider: string, model: string) => boolean;
  /** All ids of a provider's prices of the sources. */
  readonly idsOf: (provider: string) => readonly string[];
}

export async function readPriceBook(transaction: Transaction): Promise<PriceBook> {
  const prices = new Map<string, StoredPrice[]>();
  const names = new Map<string, Set<string>>();
  const addName = (provider: string, model: string) =>
    names.set(provider, (names.get(provider) ?? new Set()).add(model));
  for (const row of await storedPrices.run(transaction)) {
    const { provider, model } = row;
    const price = toStoredPrice(row);
    const known = prices.get(keyOf(provider, model));
    if (known) known.push(price);
    else prices.set(keyOf(provider, model), [price]);
    addName(provider, model);
  }
  const used = new Set<string>();
  for (const { provider, model } of await modelsInUse.run(transaction)) {
    addName(provider, model);
    used.add(keyOf(provider, model));
  }
  const held = new Set(
    (await heldModels.run(transaction)).map((row) => tierKey(row.provider, row.model, row.service_tier)),
  );
  return {
    pricesOf: (provider, model) => prices.get(keyOf(provider, model)) ?? [],
    isHeld: (provider, model, serviceTier) => held.has(tierKey(provider, model, serviceTier)),
    namesInUse: (provider) => names.get(provider) ?? [],
    isInUse: (provider, model) => used.has(keyOf(provider, model)),
    idsOf: (provider) =>
      [...(names.get(provider) ?? [])].flatMap((model) =>
        (prices.get(keyOf(provider, model)) ?? []).map(({ id }) => id),
      ),
  };
}

/** Names hold no line ends. */
const keyOf = (provider: string, model: string) => `${provider}\n${model}`;
const tierKey = (provider: string, model: string, serviceTier: string | null) =>
  `${keyOf(provider, model)}\n${serviceTier ?? ''}`;

function toStoredPrice(row: StoredPricesRow): StoredPrice {
  if (row.pricing_model === 'per_token')
    throw new Error(`price ${row.id} of the feed is per token of any class`);
  return {
    id: row.id,
    unit: row.pricing_model,
    serviceTier: row.service_tier,
    aboveInputTokens: row.above_input_tokens,
    dailyStart: row.daily_start,
    dailyEnd: row.daily_end,
    from: row.effective_from,
    until: row.effective_until,
    picodollars: fromDollars(row.cost_per_unit),
    note: row.notes ?? undefined,
    confirmedOn: row.confirmed_on ?? undefined,
    isInferred: row.is_inferred,
  };
}
