import { expect, test } from '@jest/globals';
import { isChargedApart } from '../../../../dashboard/src/pages/executions/charged-apart.ts';
import type { Calculation, Explained } from '../../../../dashboard/src/pages/executions/explanation.ts';
import { component } from './component.ts';

type Component = Calculation['components'][number];

const USAGE: Explained['usage'] = {
  requests: 1,
  requests_told: 0,
  tokens_used: 1_200,
  input_tokens: 1_000,
  cache_read_tokens: null,
  cache_write_tokens: null,
  cache_write_1h_tokens: null,
  audio_input_tokens: null,
  image_input_tokens: null,
  output_tokens: 200,
  reasoning_tokens: null,
  audio_output_tokens: null,
  web_searches: null,
  compute_units: null,
  unknown: null,
};

const input = (quantity: string | null) => component('per_input_token', quantity);
const output = (quantity: string | null) => component('per_output_token', quantity);

test.each<[string, readonly [Component, ...Component[]], boolean]>([
  ['all input', [input('1000')], false],
  ['input without the cached', [input('999'), component('per_cache_read_token', '1')], true],
  ['input of two tiers', [input('400'), input('600')], false],
  ['input of two tiers without the cached', [input('400'), input('599')], true],
  ['all output', [output('200'), input('1')], false],
  ['output without reasoning', [output('199'), component('per_reasoning_token', '1')], true],
  ['unknown', [input(null)], false],
  ['unknown of one tier', [input('400'), input(null)], false],
  ['cache reads', [component('per_cache_read_token', '1')], false],
  ['all tokens', [component('per_token', '1000')], false],
])('%s: whether a part has a price of its own', (_name, components, isApart) => {
  const calculation = {
    provider: 'p',
    model: 'm',
    recorded_cost: null,
    cost: null,
    components: [...components],
  };
  expect(isChargedApart(components[0], calculation, USAGE)).toBe(isApart);
});

test('where the whole is not known nothing is said', () => {
  const calculation = {
    provider: 'p',
    model: 'm',
    recorded_cost: null,
    cost: null,
    components: [input('1')],
  };
  expect(isChargedApart(input('1'), calculation, { ...USAGE, input_tokens: null })).toBe(false);
});
