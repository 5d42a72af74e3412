import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { factKey, type FactName } from '../../../../dashboard/src/shared/ui/fact-key.ts';

test.each<[string, FactName, FactName]>([
  [
    'a label of the message and a fact of the page',
    { label: 'Outcome', chosen: { kind: 'label', name: 'outcome' } },
    { label: 'Outcome' },
  ],
  [
    'labels that read the same',
    { label: 'Cost center', chosen: { kind: 'label', name: 'cost_center' } },
    { label: 'Cost center', chosen: { kind: 'label', name: 'cost-center' } },
  ],
  [
    'a label and usage of one name',
    { label: 'Pixels', chosen: { kind: 'label', name: 'pixels' } },
    { label: 'Pixels', chosen: { kind: 'usage', name: 'pixels' } },
  ],
  [
    'a label that is named like a kind',
    { label: 'x', chosen: { kind: 'label', name: 'usage' } },
    { label: 'usage' },
  ],
])('%s have keys of their own', (_what, one, other) => {
  expect(factKey(one)).not.toBe(factKey(other));
});

const names = fc.record<FactName>({
  label: fc.constantFrom('a', 'b', 'label', 'usage', '["a"]'),
  chosen: fc.option(
    fc.record({
      kind: fc.constantFrom('label' as const, 'usage' as const),
      name: fc.constantFrom('a', 'b', 'label', 'usage'),
    }),
    { nil: undefined },
  ),
});

test('two facts have the same key only where they are of one kind and name', () => {
  const identity = ({ label, chosen }: FactName) => [chosen?.kind, chosen?.name ?? label];
  fc.assert(
    fc.property(names, names, (one, other) => {
      const isSame = JSON.stringify(identity(one)) === JSON.stringify(identity(other));
      expect(factKey(one) === factKey(other)).toBe(isSame);
    }),
  );
});
