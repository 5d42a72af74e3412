import { z } from 'zod';
import type { Transaction } from '../../shared/database/database.ts';
import { parseRows, wholeNumber } from '../../shared/database/rows.ts';
import { fromDollars } from './exact-price.ts';
import heldModels from './held-models.sql';
import modelsInUse from './models-in-use.sql';
import type { StoredPrice } from './plan-model.ts';
import storedPrices from './stored-prices.sql';

const modelRow = z.object({ provider: z.string(), model: z.string() });

const priceRow = modelRow
  .extend({
    id: z.string(),
    pricing_model: z.enum([
      'per_input_token',
      'per_cache_read_token',
      'per_cache_write_token',
      'per_output_token',
      'per_request',
      'per_compute_unit',
    ]),
    above_input_tokens: wholeNumber,
    cost_per_unit: z.string(),
    notes: z.string().nullable(),
    daily_start: z.int(),
    daily_end: z.int(),
    // z.number() takes no infinity.
    effective_from: z.union([z.number(), z.literal(-Infinity)]),
    effective_until: z.union([z.number(), z.literal(Infinity)]),
  })
  .transform(({ provider, model, ...row }) => ({
    provider,
    model,
    price: {
      id: row.id,
      unit: row.pricing_model,
      aboveInputTokens: row.above_input_tokens,
      dailyStart: row.daily_start,
      dailyEnd: row.daily_end,
      from: row.effective_from,
      until: row.effective_until,
      picodollars: fromDollars(row.cost_per_unit),
      note: row.notes ?? undefined,
    } satisfies StoredPrice,
  }));

/** What the price book and the executions know of models. A model is a provider and a name. */
export interface PriceBook {
  /** The feed's prices in force; none for a model that is not known. */
  readonly pricesOf: (provider: string, model: string) => readonly StoredPrice[];
  /** Whether an operator holds a list price of the model. */
  readonly isHeld: (provider: string, model: string) => boolean;
  /** All names of a provider's models in executions, baselines and the feed's prices. */
  readonly namesInUse: (provider: string) => Iterable<string>;
}

export async function readPriceBook({ query }: Transaction): Promise<PriceBook> {
  const prices = new Map<string, StoredPrice[]>();
  const names = new Map<string, Set<string>>();
  const addName = (provider: string, model: string) =>
    names.set(provider, (names.get(provider) ?? new Set()).add(model));
  for (const { provider, model, price } of parseRows(priceRow, await query(storedPrices))) {
    const known = prices.get(keyOf(provider, model));
    if (known) known.push(price);
    else prices.set(keyOf(provider, model), [price]);
    addName(provider, model);
  }
  for (const used of parseRows(modelRow, await query(modelsInUse))) addName(used.provider, used.model);
  const held = new Set(
    parseRows(modelRow, await query(heldModels)).map(({ provider, model }) => keyOf(provider, model)),
  );
  return {
    pricesOf: (provider, model) => prices.get(keyOf(provider, model)) ?? [],
    isHeld: (provider, model) => held.has(keyOf(provider, model)),
    namesInUse: (provider) => names.get(provider) ?? [],
  };
}

/** Names hold no spaces. */
const keyOf = (provider: string, model: string) => `${provider} ${model}`;
