import { heldPrice } from './exact-price.ts';
import type { FeedPriceSet } from './feed-schema.ts';

export type Unit =
  | 'per_input_token'
  | 'per_cache_read_token'
  | 'per_cache_write_token'
  | 'per_cache_write_1h_token'
  | 'per_reasoning_token'
  | 'per_audio_input_token'
  | 'per_audio_output_token'
  | 'per_image_input_token'
  | 'per_web_search'
  | 'per_output_token'
  | 'per_request'
  | 'per_compute_unit';

/** The price of one unit, for executions with more than so many input tokens. */
export interface UnitPrice {
  readonly unit: Unit;
  readonly aboveInputTokens: number;
  /** Trillionths of a dollar. */
  readonly picodollars: bigint;
  /** What has to be known to read the price. */
  readonly note: string | undefined;
}

/** The reason why a model of the feed gets no prices. */
export class RefusedModel extends Error {}

interface Measure {
  readonly unit: Unit;
  /** The feed's price is of 10^power units. */
  readonly power: number;
  readonly note?: string | undefined;
}

const ofMessages: Readonly<Record<string, Measure>> = {
  input_mtok: { unit: 'per_input_token', power: 6 },
  cache_read_mtok: { unit: 'per_cache_read_token', power: 6 },
  cache_write_mtok: { unit: 'per_cache_write_token', power: 6 },
  cache_write_1h_mtok: { unit: 'per_cache_write_1h_token', power: 6 },
  input_audio_mtok: { unit: 'per_audio_input_token', power: 6 },
  input_image_mtok: { unit: 'per_image_input_token', power: 6 },
  output_mtok: { unit: 'per_output_token', power: 6 },
  output_reasoning_mtok: { unit: 'per_reasoning_token', power: 6 },
  output_audio_mtok: { unit: 'per_audio_output_token', power: 6 },
  web_searches_kcount: { unit: 'per_web_search', power: 3 },
  requests_kcount: { unit: 'per_request', power: 3 },
};

const computeUnit = (name: string, power: number): Measure => ({
  unit: 'per_compute_unit',
  power,
  note: `one compute unit is ${name}`,
});

/** What a message tells as compute units, where a model charges by nothing else. The first that is charged counts. */
const ofComputeUnits: Readonly<Record<string, Measure>> = {
  audio_hours: computeUnit('an hour of audio', 0),
  input_audio_hours: computeUnit('an hour of audio', 0),
  output_audio_hours: computeUnit('an hour of audio', 0),
  input_document_kpages: computeUnit('a page', 3),
  input_text_messages_kcount: computeUnit('a text message', 3),
  rerank_searches_kcount: computeUnit('a search', 3),
  input_mchars: computeUnit('a million characters', 0),
  input_gpixels: computeUnit('a billion pixels', 0),
};

/**
 * What one set of the feed's prices charges for what messages report. Classes of tokens that they do not tell apart
 * (cached audio, images and video in the output, citations) are charged as the class they are part of, which the notes of
 * the price say; what only some tools charge (searches of stored files) is left out: usage that names it is unpriced. An
 * empty set means that the model is free, which is a price.
 * @throws RefusedModel when the price book cannot hold it
 */
export function unitPrices(prices: FeedPriceSet): UnitPrice[] {
  const charged = Object.keys(prices).filter((key) => prices[key] !== undefined);
  if (charged.length === 0) {
    return [{ unit: 'per_request', aboveInputTokens: 0, picodollars: 0n, note: 'free of charge' }];
  }
  const told = Object.entries(ofMessages).filter(([key]) => charged.includes(key));
  const measures = told.length > 0 ? told : firstComputeUnit(charged);
  if (measures.length === 0) {
    throw new RefusedModel(`it charges by ${charged.join(', ')}, which no message reports`);
  }
  const untold = charged.filter((key) => key.endsWith('_mtok') && !(key in ofMessages));
  const note = untold.length === 0 ? undefined : `${untold.join(', ')} are not told apart`;
  return measures.flatMap(([key, measure]) =>
    tiersOf(key, { ...measure, note: measure.note ?? note }, prices[key]),
  );
}

function firstComputeUnit(charged: readonly string[]): [string, Measure][] {
  return Object.entries(ofComputeUnits)
    .filter(([key]) => charged.includes(key))
    .slice(0, 1);
}

function tiersOf(key: string, { unit, power, note }: Measure, price: FeedPriceSet[string]): UnitPrice[] {
  if (price === undefined) return [];
  const { base, tiers } = typeof price === 'number' ? { base: price, tiers: [] } : price;
  if (tiers.some(({ start }) => start === 0))
    throw new RefusedModel(`${key} has a tier above 0 input tokens`);
  // Of two tiers at one size the later counts.
  const byStart = new Map([[0, base], ...tiers.map((tier): [number, number] => [tier.start, tier.price])]);
  return [...byStart].map(([aboveInputTokens, each]) => {
    // An amount of compute units has six decimals, so six more are what a cost of twelve can hold exactly.
    const held = heldPrice(each, power, unit === 'per_compute_unit' ? 6 : undefined);
    if (held === undefined) throw new RefusedModel(`${key} ${each} has too many decimals to be held`);
    const said = held.rounded ? `${key} ${each}, rounded to what the price book holds` : undefined;
    const notes = [note, said].filter((text) => text !== undefined).join('; ');
    return { unit, aboveInputTokens, picodollars: held.picodollars, note: notes === '' ? undefined : notes };
  });
}
