import type { SourceFactor } from '../sources/price-source.ts';

const LITELLM = "LiteLLM's list of 2026-07-24";
const ANTHROPIC =
  'platform.claude.com/docs/en/about-claude/pricing, as release notes of 2026-11-05 repeat it (Trazum 2.7.3); looked up on 2026-11-27';
const FAST = 'octavus.ai/docs/protocol/fast-mode, looked up on 2026-11-27';
const FAST_5 = 'release notes of claudit 1.9.0 (2026-09-24), looked up on 2026-11-27';
const OPENAI = `half of the standard price for all models that ${LITELLM} has such prices of`;
const GOOGLE = 'Google Developers Blog, "Batch Mode in the Gemini API" (2025-07), looked up on 2026-11-27';
const BATCHES =
  'docs of synaps (docs.rs), of the provider’s page "Batch processing"; looked up on 2026-11-27';

const tier = (value: string, factor: string, note: string, models?: readonly string[]): SourceFactor => ({
  dimension: 'service_tier',
  value,
  factor,
  note,
  ...(models === undefined ? {} : { models }),
});

/** What providers sell as a percentage of their standard prices, each with where that is written. */
export const factors: Readonly<Record<string, readonly SourceFactor[]>> = {
  anthropic: [
    tier('batch', '0.5', BATCHES),
    { dimension: 'inference_geo', value: 'us', factor: '1.1', note: ANTHROPIC },
    {
      dimension: 'speed',
      value: 'fast',
      factor: '6',
      note: FAST,
      models: ['claude-opus-4-6', 'claude-opus-4-7'],
    },
    { dimension: 'speed', value: 'fast', factor: '2', note: FAST, models: ['claude-opus-4-8'] },
    {
      dimension: 'speed',
      value: 'fast',
      factor: '2',
      note: FAST_5,
      models: ['claude-opus-5', 'claude-opus-5-5'],
    },
  ],
  openai: [
    tier('batch', '0.5', OPENAI),
    tier('flex', '0.5', OPENAI),
    tier('priority', '1.75', LITELLM, ['gpt-4.1', 'gpt-4.1-mini', 'o3']),
    tier('priority', '1.7', LITELLM, ['gpt-4o']),
    tier('priority', '1.8', LITELLM, ['gpt-5-mini', 'gpt-5.1-codex-mini']),
    tier('priority', '2', LITELLM, [
      'gpt-4.1-nano',
      'gpt-5',
      'gpt-5.1',
      'gpt-5.1-codex',
      'gpt-5.2',
      'gpt-5.2-codex',
      'gpt-5.3-codex',
      'gpt-5.4',
      'gpt-5.4-mini',
      'gpt-5.5',
      'gpt-5.6-luna',
      'gpt-5.6-sol',
      'gpt-5.6-terra',
    ]),
  ],
  google: [
    tier('batch', '0.5', GOOGLE),
    tier('flex', '0.5', LITELLM, ['gemini-3.1-flash-lite', 'gemini-3.6-flash']),
    tier('priority', '1.8', LITELLM, [
      'gemini-3-flash-preview',
      'gemini-3-pro-preview',
      'gemini-3.1-pro-preview',
      'gemini-3.1-flash-lite',
      'gemini-3.5-flash',
      'gemini-3.6-flash',
    ]),
  ],
};
