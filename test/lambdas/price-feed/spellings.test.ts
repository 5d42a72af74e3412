import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { modelFinder } from '../../../lambdas/price-feed/model-names.ts';
import { readFeed } from '../../../lambdas/price-feed/read-feed.ts';
import { sourceIndex } from '../../../lambdas/price-feed/sources/source-index.ts';
import { spellings } from '../../../lambdas/price-feed/sources/spellings.ts';
import { priceTable } from '../../../lambdas/price-feed/table/price-table.ts';

/**
 * By the provider that bills: a public spelling, and the model whose price it must find. `~` before it: inferred, as no
 * source knows the name; of another provider where that one's prices stand in; undefined: none.
 */
const table: Readonly<Record<string, readonly (readonly [string, string | undefined])[]>> = {
  anthropic: [
    ['claude-sonnet-4-5', 'claude-sonnet-4-5'],
    ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5'],
    ['claude-sonnet-4.5', 'claude-sonnet-4-5'],
    ['Claude Sonnet 4.5', 'claude-sonnet-4-5'],
    ['Claude-Sonnet-4.5', 'claude-sonnet-4-5'],
    ['CLAUDE-SONNET-4-5', 'claude-sonnet-4-5'],
    ['claude sonnet 4.5', 'claude-sonnet-4-5'],
    ['anthropic/claude-sonnet-4-5', 'claude-sonnet-4-5'],
    ['anthropic/claude-sonnet-4.5', 'claude-sonnet-4-5'],
    ['anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5'],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5'],
    ['eu.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5'],
    ['global.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5'],
    ['bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5'],
    [
      'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      'claude-sonnet-4-5',
    ],
    ['claude-sonnet-4-5@20250929', 'claude-sonnet-4-5'],
    ['vertex_ai/claude-sonnet-4-5@20250929', 'claude-sonnet-4-5'],
    [
      'projects/p-1/locations/us-east5/publishers/anthropic/models/claude-sonnet-4-5@20250929',
      'claude-sonnet-4-5',
    ],
    ['claude-sonnet-4-5[1m]', 'claude-sonnet-4-5'],
    ['claude-sonnet-4-5-20250929[1m]', 'claude-sonnet-4-5'],
    ['claude-4.5-sonnet', 'claude-sonnet-4-5'],
    ['claude-4-5-sonnet', 'claude-sonnet-4-5'],
    ['openrouter/anthropic/claude-sonnet-4.5', 'claude-sonnet-4-5'],
    ['anthropic/claude-sonnet-4.5:thinking', 'claude-sonnet-4-5'],
    ['Anthropic: Claude Sonnet 4.5', 'claude-sonnet-4-5'],
    ['Sonnet 4.5', 'claude-sonnet-4-5'],
    ['claude-sonnet-4-5-latest', 'claude-sonnet-4-5'],
    ['Claude Sonnet 4.5 (thinking)', 'claude-sonnet-4-5'],
    ['Claude Opus 4.1', 'claude-opus-4-1'],
    ['claude-opus-4-1-20250805', 'claude-opus-4-1'],
    ['claude-opus-4-8-fast', '~claude-opus-4-8'],
    ['claude-sonnet-5-5', '~claude-sonnet-5'],
    ['claude-3-5-sonnet-20241022', 'claude-3-5-sonnet'],
    ['claude-3-5-sonnet-latest', 'claude-3-5-sonnet'],
    ['anthropic.claude-3-5-sonnet-20241022-v2:0', 'claude-3-5-sonnet'],
    ['claude-3.5-sonnet', 'claude-3-5-sonnet'],
    ['Claude 3.5 Sonnet', 'claude-3-5-sonnet'],
    ['claude-3-7-sonnet-20250219', 'claude-3-7-sonnet-latest'],
    ['claude-haiku-4-5-20251001', 'claude-haiku-4-5'],
    ['Claude Haiku 4.5', 'claude-haiku-4-5'],
    ['claude-opus-4-20250514', 'claude-opus-4-0'],
    ['claude-opus-4@20250514', 'claude-opus-4-0'],
    ['claude-4-opus-20250514', 'claude-opus-4-0'],
    ['claude-opus-4-6', 'claude-opus-4-6'],
    ['anthropic.claude-opus-4-6-v1', 'claude-opus-4-6'],
    ['claude-opus-5', 'claude-opus-5'],
    ['claude-opus-5-20260601', 'claude-opus-5'],
    ['claude-fable-5', 'claude-fable-5'],
    ['claude-sonnet-4', 'claude-sonnet-4-0'],
    ['claude-sonnet-4-20250514', 'claude-sonnet-4-0'],
    ['claude-sonnet-4-5:free', undefined],
    ['gpt-5', undefined],
    ['sonnet', undefined],
    ['claude', undefined],
    ['opusplan', undefined],
    ['claude-mythos-5', 'claude-mythos-5'],
  ],
  openai: [
    ['gpt-5', 'gpt-5'],
    ['GPT-5', 'gpt-5'],
    ['openai/gpt-5', 'gpt-5'],
    ['gpt-5-2025-08-07', 'gpt-5'],
    ['openai/gpt-5-2025-08-07', 'gpt-5'],
    ['GPT-5 mini', 'gpt-5-mini'],
    ['gpt-5-mini-2025-08-07', 'gpt-5-mini'],
    ['gpt-5-high', 'gpt-5'],
    ['GPT-5 (high)', 'gpt-5'],
    ['gpt-5-codex', 'gpt-5'],
    ['gpt-5-codex-high', 'gpt-5'],
    ['GPT-5.1-Codex-Max', 'gpt-5.1'],
    ['gpt-5.1-codex-max', 'gpt-5.1'],
    ['gpt-5-1', 'gpt-5.1'],
    ['gpt-5.2-codex', 'gpt-5.2'],
    ['gpt-5.3-codex', 'gpt-5.3-codex'],
    ['GPT-5.3-Codex', 'gpt-5.3-codex'],
    ['gpt-4.1', 'gpt-4.1'],
    ['GPT-4.1', 'gpt-4.1'],
    ['gpt-4.1-2025-04-14', 'gpt-4.1'],
    ['gpt-4o', 'gpt-4o'],
    ['gpt4o', 'gpt-4o'],
    ['gpt-4o-2024-08-06', 'gpt-4o'],
    ['gpt-4o-2024-05-13', 'gpt-4o-2024-05-13'],
    ['gpt-4o-latest', 'gpt-4o'],
    ['chatgpt-4o-latest', 'chatgpt-4o-latest'],
    ['o3', 'o3'],
    ['o3-mini', 'o3-mini'],
    ['o3-mini (high)', 'o3-mini'],
    ['o3-mini-high', 'o3-mini'],
    ['o4-mini', 'o4-mini'],
    ['o4-mini-2025-04-16', 'o4-mini'],
    ['OpenAI GPT-5', 'gpt-5'],
    ['azure/gpt-5', 'gpt-5'],
    ['OpenAI: GPT-5 mini', 'gpt-5-mini'],
    ['gpt-5:free', undefined],
    ['gpt-oss-120b', 'gpt-oss-120b'],
    ['claude-sonnet-4-5', undefined],
    ['o1-preview', 'o1-preview'],
    ['gpt-5.6-sol', 'gpt-5.6-sol'],
    ['gpt-5.6-sol-2026-08-01', 'gpt-5.6-sol'],
    ['gpt-5-turbo-ultra', undefined],
    ['does-not-exist-9', undefined],
    ['codex-mini-latest', 'codex-mini'],
  ],
  google: [
    ['gemini-2.5-pro', 'gemini-2.5-pro'],
    ['models/gemini-2.5-pro', 'gemini-2.5-pro'],
    ['google/gemini-2.5-pro', 'gemini-2.5-pro'],
    ['gemini/gemini-2.5-pro', 'gemini-2.5-pro'],
    ['vertex_ai/gemini-2.5-pro', 'gemini-2.5-pro'],
    ['Gemini 2.5 Pro', 'gemini-2.5-pro'],
    ['gemini-2.5-pro-preview-06-05', '~gemini-2.5-pro'],
    ['gemini-2.5-flash', 'gemini-2.5-flash'],
    ['Gemini 2.5 Flash', 'gemini-2.5-flash'],
    ['publishers/google/models/gemini-2.5-flash', 'gemini-2.5-flash'],
    ['projects/p/locations/global/publishers/google/models/gemini-2.5-flash', 'gemini-2.5-flash'],
    ['gemini-2.5-flash-lite', 'gemini-2.5-flash-lite'],
    // Whatever is the latest of all.
    ['gemini-pro-latest', undefined],
    ['gemini-flash-latest', undefined],
    ['gemini-2-5-pro', 'gemini-2.5-pro'],
    ['gemini-3-pro-preview', 'gemini-3-pro-preview'],
    ['gemini-3.1-pro-preview', 'gemini-3.1-pro-preview'],
    ['gemini-3-flash-preview', 'gemini-3-flash-preview'],
    ['Gemini 3.5 Flash', 'gemini-3.5-flash'],
    ['gemini-3.6-flash', 'gemini-3.6-flash'],
    ['claude-sonnet-4-5@20250929', 'claude-sonnet-4-5'],
    ['does-not-exist-9', undefined],
    ['google/gemini-2.5-flash:free', undefined],
  ],
  'github-copilot': [
    ['GPT-5 mini', 'gpt-5-mini'],
    ['gpt-5-mini', 'gpt-5-mini'],
    ['gpt-5-mini-2025-08-07', 'gpt-5-mini'],
    ['Claude Sonnet 4.5', 'claude-sonnet-4.5'],
    ['claude-sonnet-4.5', 'claude-sonnet-4.5'],
    ['claude-sonnet-4-5', 'claude-sonnet-4.5'],
    ['Claude Opus 4.6 (fast mode) (preview)', 'claude-opus-4.6-fast'],
    ['Claude Opus 4.8 (fast mode) (preview)', 'claude-opus-4.8-fast'],
    ['claude-opus-4.8-fast', 'claude-opus-4.8-fast'],
    ['gpt-5.3-codex', 'gpt-5.3-codex'],
    ['GPT-5.3-Codex', 'gpt-5.3-codex'],
    ['Grok Code Fast 1', 'grok-code-fast-1'],
    ['grok-code-fast-1', 'grok-code-fast-1'],
    ['Raptor mini', 'raptor-mini'],
    ['raptor-mini', 'raptor-mini'],
    ['MAI-Code-1-Flash', 'mai-code-1-flash'],
    ['mai-code-1-flash-picker', 'mai-code-1-flash-picker'],
    ['github_copilot/gpt-4.1', 'gpt-4.1'],
    ['copilot/gpt-4.1', 'gpt-4.1'],
    ['gpt-4.1-2025-04-14', 'gpt-4.1'],
    ['Gemini 3.1 Pro', 'gemini-3.1-pro'],
    ['Kimi K3', 'kimi-k3'],
    ['does-not-exist-9', undefined],
    ['GPT-4o', 'gpt-4o'],
    ['o3', undefined],
  ],
  aws: [
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'regional.anthropic.claude-sonnet-4-5-20250929-v1:0'],
    ['anthropic.claude-sonnet-4-5-20250929-v1:0', 'regional.anthropic.claude-sonnet-4-5-20250929-v1:0'],
    ['claude-sonnet-4-5', undefined],
  ],
  openrouter: [
    ['anthropic/claude-sonnet-4.5', 'anthropic/claude-sonnet-4.5'],
    ['anthropic/claude-sonnet-4.5:free', undefined],
    ['deepseek/deepseek-r1:free', 'deepseek/deepseek-r1:free'],
    ['openai/gpt-5', 'openai/gpt-5'],
    ['qwen/qwen3-coder', 'qwen/qwen3-coder'],
    ['qwen/qwen3-coder:free', 'qwen/qwen3-coder:free'],
    ['moonshotai/kimi-k2.5', 'moonshotai/kimi-k2.5'],
  ],
  'x-ai': [
    ['grok-code-fast-1', 'grok-code-fast-1'],
    ['grok-4', 'grok-4-0709'],
    ['x-ai/grok-4', 'grok-4-0709'],
    ['xai/grok-4', 'grok-4-0709'],
    ['grok-4-0709', 'grok-4-0709'],
    ['Grok 4', 'grok-4-0709'],
    ['Grok Code Fast 1', 'grok-code-fast-1'],
    ['grok-4.3', 'grok-4.3'],
    ['grok-4-latest', 'grok-4-0709'],
  ],
  deepseek: [
    ['deepseek-chat', 'deepseek-chat'],
    ['deepseek/deepseek-chat', 'deepseek-chat'],
    ['deepseek-reasoner', 'deepseek-reasoner'],
    ['DeepSeek-V3.2', 'deepseek-v3.2'],
    ['deepseek-v4-flash', 'deepseek-v4-flash'],
    ['deepseek-v4-pro', 'deepseek-v4-pro'],
  ],
  mistral: [
    ['codestral-2508', 'codestral-2508'],
    ['mistral/codestral-2508', 'codestral-2508'],
    ['Codestral 2508', 'codestral-2508'],
    ['devstral-2512', 'devstral-2512'],
    ['mistral-medium-latest', 'mistral-medium-latest'],
    ['mistral-small:free', undefined],
    ['devstral-small:free', 'devstral-small:free'],
  ],
  azure: [
    ['gpt-5', 'openai/gpt-5'],
    ['azure/gpt-5', 'openai/gpt-5'],
    ['gpt-5-2025-08-07', 'openai/gpt-5'],
    ['o3-mini', 'o3-mini'],
  ],
  moonshotai: [
    ['kimi-k2.5', 'kimi-k2.5'],
    ['Kimi K2.5', 'kimi-k2.5'],
    ['moonshot/kimi-k2.5', 'kimi-k2.5'],
  ],
};

const { content } = await readFeed(undefined, Date.parse('2026-11-22'));
if ('refusal' in content) throw new Error(content.refusal);
const sources = [sourceIndex(content, modelFinder(content)), sourceIndex(priceTable)];

function found(provider: string, name: string): string | undefined {
  const all = sources.flatMap((source) => source.find(provider, name) ?? []);
  const first = all.find(({ isInferred }) => !isInferred) ?? all[0];
  if (first === undefined) return undefined;
  const { provider: owner, model, isInferred } = first;
  return `${isInferred ? '~' : ''}${owner === provider ? '' : `${owner}/`}${model.id}`;
}

test('the table is as long as it is meant to be', () => {
  expect(Object.values(table).flat().length).toBeGreaterThanOrEqual(120);
});

describe.each(Object.entries(table))('%s', (provider, spelled) => {
  test.each(spelled)('%s', (name, model) => {
    expect(found(provider, name)).toBe(model);
  });
});

test('every name that a source lists is found as itself, and in other case where no other is written so', () => {
  for (const source of sources) {
    for (const provider of source.providers) {
      for (const name of source.namesOf(provider)) {
        expect(source.find(provider, name)).toMatchObject({ isInferred: false });
        expect(source.find(provider, name.toUpperCase())).toBeDefined();
      }
    }
  }
});

test('any text has spellings, in lower case, and finds something or nothing', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 250 }), (name) => {
      for (const spelling of spellings(name)) expect(spelling).toBe(spelling.toLowerCase());
      for (const source of sources) source.find('openai', name);
    }),
  );
});

test('a free variant is never priced as what it is a variant of', () => {
  const names = sources.flatMap((source) => [...source.namesOf('openai')]);
  for (const name of names) expect(found('openai', `${name}:free`)).toBeUndefined();
});
