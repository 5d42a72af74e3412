import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shiftDecimal, subtractDecimals } from '../../../shared/shown/decimals.ts';

const decimalText = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.integer({ min: 0, max: 24 }))
  .map(([isNegative, digits, scale]) => {
    const text = digits.toString().padStart(scale + 1, '0');
    const fraction = text.slice(text.length - scale);
    return `${isNegative ? '-' : ''}${text.slice(0, text.length - scale)}${scale === 0 ? '' : `.${fraction}`}`;
  });

/** Of 30 decimals, as the oracle counts. */
function scaled(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(`${whole}${fraction.padEnd(30, '0')}`);
}

test.each([
  ['0.000000250000', 6, '0.25'],
  ['0.25', -6, '0.00000025'],
  ['0.1', 6, '100000'],
  ['2.5', -6, '0.0000025'],
  ['0.000008000000', 0, '0.000008'],
  ['00012', -6, '0.000012'],
  ['0.000000000001', 6, '0.000001'],
  ['0', 6, '0'],
  [' 3 ', 0, '3'],
  ['-1.50', 1, '-15'],
])('%s with its point moved by %i is %s', (text, places, expected) => {
  expect(shiftDecimal(text, places)).toBe(expected);
});

test.each(['', 'x', '1e3', '1,5', '.5', '1.', '$1', '1.2.3'])(
  '%j is no decimal and stays as it is',
  (text) => {
    expect(shiftDecimal(text, 6)).toBe(text);
    expect(subtractDecimals(text, '1')).toBeUndefined();
  },
);

test('there and back again is the same number', () => {
  fc.assert(
    fc.property(decimalText, fc.integer({ min: -12, max: 12 }), (text, places) => {
      expect(shiftDecimal(shiftDecimal(text, places), -places)).toBe(shiftDecimal(text, 0));
    }),
  );
});

test('differences are exact', () => {
  fc.assert(
    fc.property(decimalText, decimalText, (from, take) => {
      expect(scaled(subtractDecimals(from, take) ?? '')).toBe(scaled(from) - scaled(take));
    }),
  );
});
