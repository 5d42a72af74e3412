import type { SourceModel } from '../sources/price-source.ts';

/** The day on which the tables named below were looked up. */
const LOOKED_UP = '2026-11-27';
const TOKENS = 'GitHub Docs, data/tables/copilot/models-and-pricing.yml';
const REQUESTS = 'GitHub Docs, data/tables/copilot/model-multipliers.yml, its last version before 2026-06-01';
/** One premium request beyond the included ones. */
const CENTS_A_REQUEST = 4;
/** When GitHub began to bill premium requests, and when it went over to tokens. */
const REQUESTS_FROM = Date.parse('2025-06-18T00:00:00Z');
const TOKENS_FROM = '2026-06-01';

/** Dollars for a million: input, cached input, output, and writes to the cache where they are charged. */
type Rates = readonly [number, number, number, number?];

interface CopilotModel {
  /** As GitHub shows it, and as its API and its pages write it. */
  readonly names: readonly [string, ...string[]];
  /** How many premium requests one request was. */
  readonly multiplier?: number;
  readonly tokens?: Rates;
  /** From so many input tokens on, exclusive. */
  readonly long?: readonly [number, Rates];
}

const models: readonly CopilotModel[] = [
  { names: ['gpt-4.1', 'GPT-4.1'], multiplier: 0 },
  { names: ['gpt-4o', 'GPT-4o'], multiplier: 0 },
  { names: ['gpt-5-mini', 'GPT-5 mini'], multiplier: 0, tokens: [0.25, 0.025, 2] },
  { names: ['gpt-5.2', 'GPT-5.2'], multiplier: 1 },
  { names: ['gpt-5.2-codex', 'GPT-5.2-Codex'], multiplier: 1 },
  { names: ['gpt-5.3-codex', 'GPT-5.3-Codex'], multiplier: 1, tokens: [1.75, 0.175, 14] },
  {
    names: ['gpt-5.4', 'GPT-5.4'],
    multiplier: 1,
    tokens: [2.5, 0.25, 15],
    long: [272_000, [5, 0.5, 22.5]],
  },
  { names: ['gpt-5.4-mini', 'GPT-5.4 mini'], multiplier: 0.33, tokens: [0.75, 0.075, 4.5] },
  { names: ['gpt-5.4-nano', 'GPT-5.4 nano'], multiplier: 0.25, tokens: [0.2, 0.02, 1.25] },
  { names: ['gpt-5.5', 'GPT-5.5'], tokens: [5, 0.5, 30], long: [272_000, [10, 1, 45]] },
  {
    names: ['gpt-5.6-luna', 'GPT-5.6 Luna'],
    tokens: [0.2, 0.02, 1.2, 0.25],
    long: [200_000, [0.4, 0.04, 1.8, 0.5]],
  },
  {
    names: ['gpt-5.6-sol', 'GPT-5.6 Sol'],
    tokens: [5, 0.5, 30, 6.25],
    long: [272_000, [10, 1, 45, 12.5]],
  },
  {
    names: ['gpt-5.6-terra', 'GPT-5.6 Terra'],
    tokens: [2, 0.2, 12, 2.5],
    long: [272_000, [4, 0.4, 18, 5]],
  },
  { names: ['claude-haiku-4.5', 'Claude Haiku 4.5'], multiplier: 0.33, tokens: [1, 0.1, 5, 1.25] },
  { names: ['claude-sonnet-4', 'Claude Sonnet 4'], multiplier: 1, tokens: [3, 0.3, 15, 3.75] },
  { names: ['claude-sonnet-4.5', 'Claude Sonnet 4.5'], multiplier: 1, tokens: [3, 0.3, 15, 3.75] },
  { names: ['claude-sonnet-4.6', 'Claude Sonnet 4.6'], multiplier: 1, tokens: [3, 0.3, 15, 3.75] },
  { names: ['claude-sonnet-5', 'Claude Sonnet 5'], tokens: [2, 0.2, 10, 2.5] },
  { names: ['claude-opus-4.5', 'Claude Opus 4.5'], multiplier: 3, tokens: [5, 0.5, 25, 6.25] },
  { names: ['claude-opus-4.6', 'Claude Opus 4.6'], multiplier: 3, tokens: [5, 0.5, 25, 6.25] },
  {
    names: ['claude-opus-4.6-fast', 'Claude Opus 4.6 (fast mode) (preview)', 'Claude Opus 4.6 (fast mode)'],
    multiplier: 30,
  },
  { names: ['claude-opus-4.7', 'Claude Opus 4.7'], multiplier: 7.5, tokens: [5, 0.5, 25, 6.25] },
  { names: ['claude-opus-4.8', 'Claude Opus 4.8'], tokens: [5, 0.5, 25, 6.25] },
  {
    names: ['claude-opus-4.8-fast', 'Claude Opus 4.8 (fast mode) (preview)', 'Claude Opus 4.8 (fast mode)'],
    tokens: [10, 1, 50, 12.5],
  },
  { names: ['claude-opus-5', 'Claude Opus 5'], tokens: [5, 0.5, 25, 6.25] },
  { names: ['claude-fable-5', 'Claude Fable 5'], tokens: [10, 1, 50, 12.5] },
  { names: ['gemini-2.5-pro', 'Gemini 2.5 Pro'], multiplier: 1 },
  { names: ['gemini-3-flash', 'Gemini 3 Flash', 'gemini-3-flash-preview'], multiplier: 0.33 },
  {
    names: ['gemini-3.1-pro', 'Gemini 3.1 Pro', 'gemini-3.1-pro-preview'],
    multiplier: 1,
    tokens: [2, 0.2, 12],
    long: [200_000, [4, 0.4, 18]],
  },
  { names: ['gemini-3.5-flash', 'Gemini 3.5 Flash'], tokens: [1.5, 0.15, 9] },
  { names: ['gemini-3.6-flash', 'Gemini 3.6 Flash'], tokens: [0.75, 0.075, 3.75] },
  { names: ['gemini-3.7-flash', 'Gemini 3.7 Flash'], tokens: [0.75, 0.075, 3.75] },
  { names: ['grok-code-fast-1', 'Grok Code Fast 1'], multiplier: 0.25 },
  { names: ['grok-4.5', 'Grok 4.5'], tokens: [2, 0.5, 6], long: [200_000, [4, 1, 12]] },
  { names: ['grok-4.6', 'Grok 4.6'], tokens: [2, 0.5, 6], long: [200_000, [4, 1, 12]] },
  {
    names: ['mai-code-1-flash', 'MAI-Code-1-Flash', 'mai-code-1-flash-picker'],
    tokens: [0.75, 0.075, 4.5],
  },
  { names: ['mai-code-1.1-flash', 'MAI-Code-1.1-Flash'], tokens: [0.2, 0.02, 1.2] },
  { names: ['raptor-mini', 'Raptor mini'], multiplier: 0, tokens: [0.25, 0.025, 2] },
  { names: ['kimi-k2.7-code', 'Kimi K2.7 Code'], tokens: [0.95, 0.19, 4] },
  { names: ['kimi-k3', 'Kimi K3'], tokens: [3, 0.3, 15] },
];

const classes = ['input_mtok', 'cache_read_mtok', 'output_mtok', 'cache_write_mtok'] as const;

function tokenPrices({ tokens, long }: CopilotModel) {
  return Object.fromEntries(
    classes.flatMap((key, place) => {
      const base = tokens?.[place];
      if (base === undefined) return [];
      const price = long?.[1][place];
      return [[key, price === undefined || !long ? base : { base, tiers: [{ start: long[0], price }] }]];
    }),
  );
}

/** GitHub Copilot's own prices: premium requests, and tokens since 2026-06-01 (credits of a cent). */
export const githubCopilot: readonly SourceModel[] = models.map((model): SourceModel => {
  const { names, multiplier, tokens } = model;
  const byRequest =
    multiplier === undefined
      ? []
      : [{ constraint: undefined, prices: { requests_kcount: multiplier * CENTS_A_REQUEST * 10 } }];
  const byToken =
    tokens === undefined
      ? []
      : [{ constraint: { from: Date.parse(TOKENS_FROM) }, prices: tokenPrices(model) }];
  return {
    id: names[0],
    match: { or: names.map((name) => ({ equals: name })) },
    prices: [...byRequest, ...byToken],
    price_comments: [
      ...(multiplier === undefined
        ? []
        : [`until ${TOKENS_FROM} ${multiplier} premium requests each: ${REQUESTS}`]),
      ...(tokens === undefined ? [] : [`since ${TOKENS_FROM}: ${TOKENS}`]),
      `looked up on ${LOOKED_UP}`,
    ].join('; '),
    confirmedOn: LOOKED_UP,
    from: multiplier === undefined ? Date.parse(TOKENS_FROM) : REQUESTS_FROM,
    ...(tokens === undefined ? { until: Date.parse(TOKENS_FROM) } : {}),
    insteadOfFeed: 'it is what GitHub itself writes',
  };
});
