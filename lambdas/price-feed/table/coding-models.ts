import type { SourceModel } from '../sources/price-source.ts';

/** LiteLLM's public list as of this day; `page` is the provider's page that it names. */
const LOOKED_UP = '2026-07-24';
/** Since when DeepSeek charges what it does, by its announcement of V3.2-Exp. */
const DEEPSEEK_V3_2 = Date.parse('2025-09-29T00:00:00Z');

/** Dollars for a million tokens. */
interface Rates {
  readonly input: number;
  readonly cached?: number;
  readonly output: number;
  readonly written?: number;
  readonly writtenFor1h?: number;
  readonly audio?: number;
  readonly long?: { readonly above: number; readonly input: number; readonly output: number };
  readonly page?: string;
}

/** The models most used for coding, by provider: what the feed is compared with, and stands in where it has none. */
const rates: Readonly<Record<string, Readonly<Record<string, Rates>>>> = {
  anthropic: {
    'claude-haiku-4-5': { input: 1, cached: 0.1, output: 5, written: 1.25, writtenFor1h: 2 },
    'claude-opus-4-1': { input: 15, cached: 1.5, output: 75, written: 18.75, writtenFor1h: 30 },
    'claude-opus-4-5': { input: 5, cached: 0.5, output: 25, written: 6.25, writtenFor1h: 10 },
    'claude-opus-4-6': { input: 5, cached: 0.5, output: 25, written: 6.25, writtenFor1h: 10 },
    'claude-opus-4-7': { input: 5, cached: 0.5, output: 25, written: 6.25, writtenFor1h: 10 },
    'claude-opus-4-8': { input: 5, cached: 0.5, output: 25, written: 6.25, writtenFor1h: 10 },
    'claude-opus-5': { input: 5, cached: 0.5, output: 25, written: 6.25, writtenFor1h: 10 },
    'claude-sonnet-4-5': {
      input: 3,
      cached: 0.3,
      output: 15,
      written: 3.75,
      writtenFor1h: 6,
      long: { above: 200_000, input: 6, output: 22.5 },
    },
    'claude-sonnet-4-6': { input: 3, cached: 0.3, output: 15, written: 3.75, writtenFor1h: 6 },
    'claude-sonnet-5': { input: 2, cached: 0.2, output: 10, written: 2.5, writtenFor1h: 4 },
    'claude-fable-5': { input: 10, cached: 1, output: 50, written: 12.5, writtenFor1h: 20 },
    'claude-mythos-5': { input: 10, cached: 1, output: 50, written: 12.5, writtenFor1h: 20 },
  },
  openai: {
    'gpt-4.1': { input: 2, cached: 0.5, output: 8 },
    'gpt-4.1-mini': { input: 0.4, cached: 0.1, output: 1.6 },
    'gpt-4.1-nano': { input: 0.1, cached: 0.025, output: 0.4 },
    'gpt-4o': { input: 2.5, cached: 1.25, output: 10 },
    'gpt-4o-mini': { input: 0.15, cached: 0.075, output: 0.6 },
    'gpt-5': { input: 1.25, cached: 0.125, output: 10 },
    'gpt-5-mini': { input: 0.25, cached: 0.025, output: 2 },
    'gpt-5-nano': { input: 0.05, cached: 0.005, output: 0.4 },
    'gpt-5-codex': { input: 1.25, cached: 0.125, output: 10 },
    'gpt-5-pro': { input: 15, output: 120 },
    'gpt-5.1': { input: 1.25, cached: 0.125, output: 10 },
    'gpt-5.1-codex': { input: 1.25, cached: 0.125, output: 10 },
    'gpt-5.1-codex-max': { input: 1.25, cached: 0.125, output: 10 },
    'gpt-5.1-codex-mini': { input: 0.25, cached: 0.025, output: 2 },
    'gpt-5.2': { input: 1.75, cached: 0.175, output: 14 },
    'gpt-5.2-codex': { input: 1.75, cached: 0.175, output: 14 },
    'gpt-5.2-pro': { input: 21, output: 168 },
    'gpt-5.3-codex': { input: 1.75, cached: 0.175, output: 14 },
    'gpt-5.4': { input: 2.5, cached: 0.25, output: 15, long: { above: 272_000, input: 5, output: 22.5 } },
    'gpt-5.4-mini': { input: 0.75, cached: 0.075, output: 4.5 },
    'gpt-5.4-nano': { input: 0.2, cached: 0.02, output: 1.25 },
    'gpt-5.4-pro': { input: 30, cached: 3, output: 180, long: { above: 272_000, input: 60, output: 270 } },
    'gpt-5.5': { input: 5, cached: 0.5, output: 30, long: { above: 272_000, input: 10, output: 45 } },
    'gpt-5.5-pro': { input: 30, cached: 3, output: 180, long: { above: 272_000, input: 60, output: 270 } },
    'gpt-5.6-luna': {
      input: 1,
      cached: 0.1,
      output: 6,
      written: 1.25,
      long: { above: 272_000, input: 2, output: 9 },
    },
    'gpt-5.6-sol': {
      input: 5,
      cached: 0.5,
      output: 30,
      written: 6.25,
      long: { above: 272_000, input: 10, output: 45 },
    },
    'gpt-5.6-terra': {
      input: 2.5,
      cached: 0.25,
      output: 15,
      written: 3.125,
      long: { above: 272_000, input: 5, output: 22.5 },
    },
    o3: { input: 2, cached: 0.5, output: 8 },
    'o3-mini': { input: 1.1, cached: 0.55, output: 4.4 },
    'o3-pro': { input: 20, output: 80 },
    'o4-mini': { input: 1.1, cached: 0.275, output: 4.4 },
  },
  google: {
    'gemini-2.5-pro': {
      input: 1.25,
      cached: 0.125,
      output: 10,
      long: { above: 200_000, input: 2.5, output: 15 },
      page: 'https://cloud.google.com/vertex-ai/generative-ai/pricing',
    },
    'gemini-2.5-flash': {
      input: 0.3,
      cached: 0.03,
      output: 2.5,
      audio: 1,
      page: 'https://ai.google.dev/gemini-api/docs/models#gemini-2.5-flash-preview',
    },
    'gemini-2.5-flash-lite': {
      input: 0.1,
      cached: 0.01,
      output: 0.4,
      audio: 0.3,
      page: 'https://ai.google.dev/gemini-api/docs/models#gemini-2.5-flash-preview',
    },
    'gemini-3-flash-preview': {
      input: 0.5,
      cached: 0.05,
      output: 3,
      audio: 1,
      page: 'https://ai.google.dev/pricing/gemini-3',
    },
    'gemini-3-pro-preview': {
      input: 2,
      cached: 0.2,
      output: 12,
      long: { above: 200_000, input: 4, output: 18 },
      page: 'https://cloud.google.com/vertex-ai/generative-ai/pricing',
    },
    'gemini-3.1-pro-preview': {
      input: 2,
      cached: 0.2,
      output: 12,
      long: { above: 200_000, input: 4, output: 18 },
      page: 'https://cloud.google.com/vertex-ai/generative-ai/pricing#gemini-models',
    },
    'gemini-3.1-flash-lite': {
      input: 0.25,
      cached: 0.025,
      output: 1.5,
      audio: 0.5,
      page: 'https://ai.google.dev/gemini-api/docs/pricing#gemini-3.1-flash-lite',
    },
    'gemini-3.5-flash': {
      input: 1.5,
      cached: 0.15,
      output: 9,
      audio: 1,
      page: 'https://ai.google.dev/pricing/gemini-3',
    },
    'gemini-3.5-flash-lite': {
      input: 0.3,
      cached: 0.03,
      output: 2.5,
      page: 'https://ai.google.dev/gemini-api/docs/pricing',
    },
    'gemini-3.6-flash': {
      input: 1.5,
      cached: 0.15,
      output: 7.5,
      page: 'https://ai.google.dev/pricing/gemini-3',
    },
  },
  deepseek: {
    'deepseek-chat': {
      input: 0.28,
      cached: 0.028,
      output: 0.42,
      page: 'https://api-docs.deepseek.com/quick_start/pricing',
    },
    'deepseek-reasoner': {
      input: 0.28,
      cached: 0.028,
      output: 0.42,
      page: 'https://api-docs.deepseek.com/quick_start/pricing',
    },
    'deepseek-v4-flash': {
      input: 0.14,
      cached: 0.0028,
      output: 0.28,
      page: 'https://api-docs.deepseek.com/quick_start/pricing',
    },
    'deepseek-v4-pro': {
      input: 0.435,
      cached: 0.003625,
      output: 0.87,
      page: 'https://api-docs.deepseek.com/quick_start/pricing',
    },
  },
  'x-ai': {
    'grok-4.3': {
      input: 1.25,
      cached: 0.2,
      output: 2.5,
      page: 'https://docs.x.ai/developers/models/grok-4.3',
    },
    'grok-4.5': { input: 2, cached: 0.5, output: 6, page: 'https://docs.x.ai/developers/models/grok-4.5' },
    'grok-build-0.1': {
      input: 1,
      cached: 0.2,
      output: 2,
      page: 'https://docs.x.ai/developers/models/grok-build-0.1',
    },
  },
  moonshotai: {
    'kimi-k2.5': { input: 0.6, cached: 0.1, output: 2.25, written: 0.6 },
    'kimi-k2.6': { input: 0.954, cached: 0.161, output: 3.961, written: 0.954 },
  },
  minimax: {
    'minimax-m2.7': { input: 0.3, cached: 0.06, output: 1.2, written: 0.375 },
  },
};

const outdated = 'its prices of these models end before DeepSeek changed them on 2025-09-29';
const insteadOfFeed: Readonly<Record<string, Pick<SourceModel, 'insteadOfFeed' | 'from'>>> = {
  'deepseek-chat': { insteadOfFeed: outdated, from: DEEPSEEK_V3_2 },
  'deepseek-reasoner': { insteadOfFeed: outdated, from: DEEPSEEK_V3_2 },
};

function sourceModel(id: string, each: Rates): SourceModel {
  const { input, cached, output, written, writtenFor1h, audio, long, page } = each;
  const tiered = (base: number, price: number | undefined) =>
    long === undefined || price === undefined ? base : { base, tiers: [{ start: long.above, price }] };
  const prices = {
    input_mtok: tiered(input, long?.input),
    output_mtok: tiered(output, long?.output),
    ...(cached === undefined ? {} : { cache_read_mtok: cached }),
    ...(written === undefined ? {} : { cache_write_mtok: written }),
    ...(writtenFor1h === undefined ? {} : { cache_write_1h_mtok: writtenFor1h }),
    ...(audio === undefined ? {} : { input_audio_mtok: audio }),
  };
  return {
    id,
    match: { equals: id },
    prices: [{ constraint: undefined, prices }],
    price_comments: `LiteLLM's list of ${LOOKED_UP}${page === undefined ? '' : `, ${page}`}`,
    confirmedOn: LOOKED_UP,
    ...insteadOfFeed[id],
  };
}

export const codingModels = Object.entries(rates).map(([id, models]) => ({
  id,
  models: Object.entries(models).map(([name, each]) => sourceModel(name, each)),
}));
