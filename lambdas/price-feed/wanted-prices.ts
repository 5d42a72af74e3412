import { model as modelSchema, provider as providerSchema } from '../../shared/http/schemas.ts';
import type { FeedProvider } from './feed-schema.ts';
import { aliases, modelFinder, modelsByName, type FeedEntry } from './model-names.ts';
import { priceLines, type PriceLine } from './price-lines.ts';
import { RefusedModel } from './unit-prices.ts';

/**
 * GitHub Copilot charged premium requests until it went over to token-based credits: what the feed says of its tokens
 * was not the price before.
 */
const floors: Readonly<Record<string, number>> = { 'github-copilot': Date.parse('2026-06-01T00:00:00Z') };

const LONGEST_NOTE = 2_000;

/** What the feed says of one model under one of its names. */
export interface WantedModel {
  readonly provider: string;
  readonly model: string;
  /** The model's own name with the same provider; undefined where it is another provider's model. */
  readonly ownName: string | undefined;
  readonly lines: readonly PriceLine[];
}

export interface Refusal {
  readonly provider: string;
  readonly model: string;
  readonly reason: string;
}

export interface WantedPrices {
  readonly models: readonly WantedModel[];
  /** Models that get no new prices; those that they have stay. */
  readonly refused: readonly Refusal[];
}

/** The names by which messages and baselines call the models of a provider. */
export type NamesInUse = (provider: string) => Iterable<string>;

/** All prices of the feed, by every provider and model name that executions may have for them. */
export function wantedPrices(providers: readonly FeedProvider[], namesInUse: NamesInUse): WantedPrices {
  const find = modelFinder(providers);
  const models: WantedModel[] = [];
  const refused: Refusal[] = [];
  for (const feedProvider of providers) {
    const converted = conversion(floors[feedProvider.id] ?? -Infinity);
    for (const provider of [feedProvider.id, ...(aliases[feedProvider.id] ?? [])]) {
      for (const [model, entry] of modelsByName(feedProvider, find, namesInUse(provider))) {
        const lines = isName(provider, model) ? converted(entry) : 'no message can have such a name';
        if (typeof lines === 'string') {
          refused.push({ provider, model, reason: lines });
          continue;
        }
        const ownName = entry.provider === feedProvider.id ? entry.model.id : undefined;
        models.push({ provider, model, ownName, lines });
      }
    }
  }
  return { models, refused };
}

/** Converts each model once. @returns the lines, or the reason why there are none */
function conversion(floor: number): (entry: FeedEntry) => readonly PriceLine[] | string {
  const done = new Map<FeedEntry['model'], readonly PriceLine[] | string>();
  return (entry) => {
    const lines = done.get(entry.model) ?? convert(entry, floor);
    done.set(entry.model, lines);
    return lines;
  };
}

function convert({ provider, model }: FeedEntry, floor: number): readonly PriceLine[] | string {
  try {
    return priceLines(model.prices, floor).map((line) => ({
      ...line,
      intervals: line.intervals.map((interval) => {
        const note = [`${provider}/${model.id} of genai-prices`, interval.note, model.price_comments];
        return { ...interval, note: note.filter(Boolean).join('; ').slice(0, LONGEST_NOTE) };
      }),
    }));
  } catch (error) {
    if (error instanceof RefusedModel) return error.message;
    throw error;
  }
}

function isName(provider: string, model: string): boolean {
  return providerSchema.safeParse(provider).success && modelSchema.safeParse(model).success;
}
