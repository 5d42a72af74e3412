import * as z from 'zod';
import type { FeedPriceSet } from '../feed-schema.ts';
import type { PriceSource, SourceFactor, SourceModel } from './price-source.ts';

export const LITELLM = 'litellm';

/** What the other sources call the providers of this one; others keep their names. */
const providerNames: Readonly<Record<string, string>> = {
  'text-completion-openai': 'openai',
  gemini: 'google',
  'vertex_ai-language-models': 'google',
  'vertex_ai-anthropic_models': 'google',
  bedrock: 'aws',
  bedrock_converse: 'aws',
  azure_ai: 'azure',
  xai: 'x-ai',
  mistral: 'mistral',
  moonshot: 'moonshotai',
  github_copilot: 'github-copilot',
  fireworks_ai: 'fireworks',
  together_ai: 'together',
  cohere_chat: 'cohere',
};

/** What is priced by tokens in messages; others are pictures, speech, searches. */
const modes = ['chat', 'completion', 'responses'];

/** Its key by ours; each has others for context tiers and service tiers. */
const keys = {
  input_mtok: 'input_cost_per_token',
  cache_read_mtok: 'cache_read_input_token_cost',
  cache_write_mtok: 'cache_creation_input_token_cost',
  cache_write_1h_mtok: 'cache_creation_input_token_cost_above_1hr',
  output_mtok: 'output_cost_per_token',
  output_reasoning_mtok: 'output_cost_per_reasoning_token',
  input_audio_mtok: 'input_cost_per_audio_token',
  output_audio_mtok: 'output_cost_per_audio_token',
} as const;

/** A service tier, and how it ends the keys. */
const serviceTiers = { batch: '_batches', flex: '_flex', priority: '_priority' } as const;

const amount = z.coerce.number().min(0);
const entry = z.looseObject({ litellm_provider: z.string(), mode: z.string().optional() });

/** LiteLLM's public list, `model_prices_and_context_window.json`: an object of models by name. */
export const priceListSchema = z.record(z.string(), z.unknown());

/**
 * The list as a source.
 * @param confirmedOn the day of the list, YYYY-MM-DD
 */
export function liteLlm(list: z.output<typeof priceListSchema>, confirmedOn: string): PriceSource {
  const providers = new Map<string, SourceModel[]>();
  for (const [key, value] of Object.entries(list)) {
    const { data: found } = entry.safeParse(value);
    if (!found || !modes.includes(found.mode ?? 'chat')) continue;
    const read = reader(found);
    const prices = priceSet(read, '');
    // Nothing, or 0, is what the list has where nobody has looked.
    if (!Object.values(prices).some((price) => price !== 0)) continue;
    const id = providerNames[found.litellm_provider] ?? found.litellm_provider;
    const name = key.startsWith(`${found.litellm_provider}/`)
      ? key.slice(found.litellm_provider.length + 1)
      : key;
    const models = providers.get(id) ?? [];
    providers.set(id, models);
    models.push({
      id: name,
      match: { or: [{ equals: name }, { equals: key }] },
      prices: [{ constraint: undefined, prices }],
      confirmedOn,
      ...sold(read, prices, confirmedOn),
    });
  }
  return { name: LITELLM, providers: [...providers].map(([id, models]) => ({ id, models })) };
}

type Read = (key: string) => number | undefined;

const reader =
  (found: Readonly<Record<string, unknown>>): Read =>
  (key) => {
    const value = found[key];
    if (typeof value !== 'number' && typeof value !== 'string') return undefined;
    const { data } = amount.safeParse(value);
    // Of a million, rounded to what a float tells; the noise of the multiplication is no price.
    return data === undefined ? undefined : Number((data * 1e6).toPrecision(12));
  };

const limits = [128, 200, 256, 272, 512];

function priceSet(read: Read, ending: string): FeedPriceSet {
  const prices: FeedPriceSet = {};
  for (const [ours, theirs] of Object.entries(keys)) {
    const base = read(`${theirs}${ending}`);
    if (base === undefined) continue;
    const tiers = limits.flatMap((thousands) => {
      const price = read(`${theirs}_above_${thousands}k_tokens${ending}`);
      return price === undefined ? [] : [{ start: thousands * 1000, price }];
    });
    prices[ours] = tiers.length === 0 ? base : { base, tiers };
  }
  return prices;
}

/** Service tiers: as a factor where all their prices are the same part of the standard ones, else as prices of their own. */
function sold(
  read: Read,
  standard: FeedPriceSet,
  confirmedOn: string,
): Pick<SourceModel, 'factors' | 'tierPrices'> {
  const factors: SourceFactor[] = [];
  const tierPrices: Record<string, SourceModel['prices']> = {};
  for (const [value, ending] of Object.entries(serviceTiers)) {
    const prices = priceSet(read, ending);
    const factor = commonFactor(prices, standard);
    if (factor !== undefined) {
      const note = `of the prices that litellm has for it, ${confirmedOn}`;
      factors.push({ dimension: 'service_tier', value, factor, note });
    } else if (isComplete(prices, standard)) tierPrices[value] = [{ constraint: undefined, prices }];
  }
  return { factors, tierPrices };
}

/** The factor common to all prices, input and output at least. @returns a decimal that gives the tier's prices exactly */
function commonFactor(prices: FeedPriceSet, standard: FeedPriceSet): string | undefined {
  if (prices['input_mtok'] === undefined || prices['output_mtok'] === undefined) return undefined;
  const factors = Object.entries(prices).map(([key, price]) => baseOf(price) / baseOf(standard[key]));
  const [first] = factors;
  if (first === undefined || !Number.isFinite(first)) return undefined;
  const factor = first.toFixed(6);
  const isExact = factors.every((each) => Math.abs(each - Number(factor)) < 1e-9);
  return isExact ? factor : undefined;
}

/** A card that lacked a class or a context tier would charge it as another. */
function isComplete(prices: FeedPriceSet, standard: FeedPriceSet): boolean {
  return Object.entries(standard).every(
    ([key, price]) =>
      prices[key] !== undefined && (typeof price !== 'object' || typeof prices[key] === 'object'),
  );
}

const baseOf = (price: FeedPriceSet[string]): number =>
  price === undefined ? Number.NaN : typeof price === 'number' ? price : price.base;
