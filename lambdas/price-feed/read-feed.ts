import { waitForUpdate } from '@pydantic/genai-prices';
import * as z from 'zod';
import { download } from './download.ts';
import { feedSchema, type FeedProvider } from './feed-schema.ts';
import { LITELLM, liteLlm, priceListSchema } from './sources/litellm.ts';
import type { PriceSource } from './sources/price-source.ts';

const FEED = 'genai-prices';
const LONGEST_REASON = 1_000;

/** Asked for at once: the library hands out whatever data it holds active, and model names replace them. */
const bundled = waitForUpdate();

/** A list of prices, or why what came is none. */
export interface ReadFeed {
  readonly name: string;
  /** Where it came from, without what may be secret of an address. */
  readonly source: string;
  readonly content: PriceSource | { readonly refusal: string };
}

/**
 * Reads the feed at `url`, or the data that the library brings along, which are as old as the newest first day in them.
 * @param now epoch milliseconds
 * @throws Error when the address cannot be reached in time or does not answer with 200
 */
export async function readFeed(url: URL | undefined, now: number): Promise<ReadFeed> {
  if (url === undefined)
    return { name: FEED, source: 'bundled', content: feedOf(await bundled, undefined, now) };
  const { source, ...read } = await download(url);
  const content = 'refusal' in read ? read : feedOf(read.data, read.modifiedOn, now);
  return { name: FEED, source, content };
}

/**
 * Reads LiteLLM's list at `url`, the second source.
 * @throws Error like {@link readFeed}
 */
export async function readPriceList(url: URL, now: number): Promise<ReadFeed> {
  const { source, ...read } = await download(url);
  const named = { name: LITELLM, source };
  if ('refusal' in read) return { ...named, content: read };
  const { success, data, error } = priceListSchema.safeParse(read.data);
  if (!success) return { ...named, content: malformed(error) };
  const list = liteLlm(data, read.modifiedOn ?? dayOf(now));
  const isEmpty = list.providers.length === 0;
  return { ...named, content: isEmpty ? { refusal: 'malformed: must have a model' } : list };
}

/** @param modifiedOn the day of the file; without it the data are as old as the newest first day in them */
function feedOf(data: unknown, modifiedOn: string | undefined, now: number): ReadFeed['content'] {
  const { success, data: providers, error } = feedSchema.safeParse(data);
  if (!success) return malformed(error);
  return feedSource(providers, modifiedOn ?? newestDay(providers, now));
}

/** @param confirmedOn YYYY-MM-DD */
export function feedSource(providers: readonly FeedProvider[], confirmedOn: string): PriceSource {
  return {
    name: FEED,
    providers: providers.map(({ id, models, fallback_model_providers: fallbacks }) => ({
      id,
      fallback_model_providers: fallbacks,
      models: models.map((model) => ({ ...model, confirmedOn, ...floors[id] })),
    })),
  };
}

/**
 * GitHub Copilot charged premium requests until it went over to token-based credits: what the feed says of its tokens
 * was not the price before.
 */
const floors: Readonly<Record<string, { readonly from: number }>> = {
  'github-copilot': { from: Date.parse('2026-06-01T00:00:00Z') },
};

/** The newest first day of a price that is not in the future. */
function newestDay(providers: readonly FeedProvider[], now: number): string {
  const days = providers
    .flatMap(({ models }) => models.flatMap(({ prices }) => prices))
    .flatMap(({ constraint }) => (constraint !== undefined && 'from' in constraint ? [constraint.from] : []));
  return dayOf(Math.max(0, ...days.filter((day) => day <= now)));
}

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

function malformed(error: z.ZodError): { readonly refusal: string } {
  return { refusal: `malformed: ${z.prettifyError(error)}`.slice(0, LONGEST_REASON) };
}
