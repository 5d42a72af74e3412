import { expect, test } from '@jest/globals';
import { chargedComponents } from '../../../../dashboard/src/pages/executions/charged.ts';
import { component } from './component.ts';

test.each<[string, readonly (string | null)[], readonly number[]]>([
  ['what was not used is left out', ['1000', '0', '200'], [0, 2]],
  ['however many decimals its zero has', ['0.000000000000000000', '0.000000000000000001'], [1]],
  ['what is not known is no zero', [null, '0'], [0]],
  ['where nothing was used, all are shown', ['0', '0.0'], [0, 1]],
  ['one that was used', ['1'], [0]],
  ['none', [], []],
])('%s', (_what, quantities, shown) => {
  const components = quantities.map((quantity) => component('per_input_token', quantity));
  const calculation = { provider: 'p', model: 'm', recorded_cost: null, cost: null, components };
  expect(chargedComponents(calculation)).toEqual(shown.map((index) => components[index]));
});
