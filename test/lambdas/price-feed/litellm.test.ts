import { expect, test } from '@jest/globals';
import { liteLlm } from '../../../lambdas/price-feed/sources/litellm.ts';

/** One model of a list, as a source. */
function modelOf(fields: object, name = 'm') {
  const { providers } = liteLlm({ [name]: { litellm_provider: 'p', mode: 'chat', ...fields } }, '2026-07-24');
  const [provider] = providers;
  return { provider: provider?.id, ...provider?.models[0] };
}
const standard = { input_cost_per_token: 2.5e-6, output_cost_per_token: 1.5e-5 };

test('classes and context tiers become dollars for a million', () => {
  const fields = {
    ...standard,
    cache_read_input_token_cost: 2.5e-7,
    cache_creation_input_token_cost: 3.125e-6,
    cache_creation_input_token_cost_above_1hr: 5e-6,
    output_cost_per_reasoning_token: 3e-6,
    input_cost_per_audio_token: 1e-6,
    output_cost_per_audio_token: '2e-05',
    input_cost_per_token_above_272k_tokens: 5e-6,
    output_cost_per_token_above_272k_tokens: 2.25e-5,
    max_tokens: 128_000,
    supports_vision: true,
  };
  expect(modelOf(fields)).toMatchObject({
    id: 'm',
    confirmedOn: '2026-07-24',
    prices: [
      {
        constraint: undefined,
        prices: {
          input_mtok: { base: 2.5, tiers: [{ start: 272_000, price: 5 }] },
          output_mtok: { base: 15, tiers: [{ start: 272_000, price: 22.5 }] },
          cache_read_mtok: 0.25,
          cache_write_mtok: 3.125,
          cache_write_1h_mtok: 5,
          output_reasoning_mtok: 3,
          input_audio_mtok: 1,
          output_audio_mtok: 20,
        },
      },
    ],
  });
});

test.each([
  ['gemini', 'google'],
  ['vertex_ai-language-models', 'google'],
  ['bedrock_converse', 'aws'],
  ['xai', 'x-ai'],
  ['openai', 'openai'],
  ['dashscope', 'dashscope'],
])('the provider %s is %s', (theirs, ours) => {
  const found = modelOf({ ...standard, litellm_provider: theirs }, `${theirs}/m-1`);
  expect(found).toMatchObject({
    provider: ours,
    id: 'm-1',
    match: { or: [{ equals: 'm-1' }, { equals: `${theirs}/m-1` }] },
  });
});

test.each([
  ['pictures', { ...standard, mode: 'image_generation' }],
  ['what has no prices', {}],
  ['what costs nothing, which nobody has said', { input_cost_per_token: 0, output_cost_per_token: 0 }],
  ['a negative price', { input_cost_per_token: -1 }],
  ['no provider', { ...standard, litellm_provider: undefined }],
])('%s is left out', (_name, fields) => {
  expect(modelOf(fields).id).toBeUndefined();
});

const tier = (ending: string, factors: readonly [number, number, number?]) => ({
  [`input_cost_per_token${ending}`]: 2.5e-6 * factors[0],
  [`output_cost_per_token${ending}`]: 1.5e-5 * factors[1],
  ...(factors[2] === undefined ? {} : { [`cache_read_input_token_cost${ending}`]: 2.5e-7 * factors[2] }),
});
const cached = { ...standard, cache_read_input_token_cost: 2.5e-7 };

test.each([
  ['half of all', cached, tier('_batches', [0.5, 0.5, 0.5]), [['batch', '0.500000']], []],
  ['without its cache', cached, tier('_flex', [0.5, 0.5]), [['flex', '0.500000']], []],
  ['1.75 times', cached, tier('_priority', [1.75, 1.75]), [['priority', '1.750000']], []],
  ['each class otherwise', cached, tier('_priority', [2, 1.5, 1.8]), [], ['priority']],
  ['a third, which no factor is', cached, tier('_flex', [1 / 3, 1 / 3, 1 / 3]), [], ['flex']],
  ['otherwise without its cache', cached, tier('_priority', [2, 1.5]), [], []],
  [
    'otherwise without its context tier',
    { ...cached, input_cost_per_token_above_200k_tokens: 5e-6 },
    tier('_priority', [2, 1.5, 1.8]),
    [],
    [],
  ],
  ['input alone', cached, { input_cost_per_token_priority: 5e-6 }, [], []],
])('a service tier of %s', (_name, base, fields, factors, tiers) => {
  const model = modelOf({ ...base, ...fields });
  expect(model.factors?.map(({ value, factor }) => [value, factor])).toEqual(factors);
  expect(Object.keys(model.tierPrices ?? {})).toEqual(tiers);
});
