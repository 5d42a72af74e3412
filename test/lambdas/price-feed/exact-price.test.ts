import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dollars, fromDollars, heldPrice } from '../../../lambdas/price-feed/exact-price.ts';

const exact: [number, number, string][] = [
  [0, 6, '0.000000000000'],
  [1.25, 6, '0.000001250000'],
  [0.0028, 6, '0.000000002800'],
  [2.5e-7, 0, '0.000000250000'],
  [1e-6, 6, '0.000000000001'],
  [12, 3, '0.012000000000'],
  [99_999_999, 0, '99999999.000000000000'],
  // The noise of floating point arithmetic is not part of a price.
  [0.18000000000000002, 6, '0.000000180000'],
  [0.1 + 0.2, 6, '0.000000300000'],
];
test.each(exact)('%d dollars for 10^%d units are %s for one', (price, power, expected) => {
  const held = heldPrice(price, power);
  expect(held?.rounded).toBe(false);
  expect(dollars(held?.picodollars ?? -1n)).toBe(expected);
  expect(fromDollars(expected)).toBe(held?.picodollars);
});

const roundedOff: [string, number, number, string][] = [
  ['a twelfth of a dollar for a million', 0.08333333333333334, 6, '0.000000083333'],
  ['a hundred-thousandth too much', 0.0000000999990001, 0, '0.000000099999'],
  ['just more than noise', 0.0001000000005, 0, '0.000100000001'],
];
test.each(roundedOff)('%s is held rounded, and said to be', (_name, price, power, expected) => {
  const held = heldPrice(price, power);
  expect(held?.rounded).toBe(true);
  expect(dollars(held?.picodollars ?? -1n)).toBe(expected);
});

const inexact: [string, number, number, number][] = [
  ['a twelfth of a cent for a million', 0.0008333333333333334, 6, 12],
  ['half a trillionth', 5e-7, 6, 12],
  ['less than that', 4e-7, 6, 12],
  ['a compute unit of seven decimals', 0.0000001, 0, 6],
  ['more than the column holds', 1e8, 0, 12],
  ['more than anything holds', Number.MAX_VALUE, 6, 12],
  ['the least there is', Number.MIN_VALUE, 0, 12],
];
test.each(inexact)('%s cannot be held', (_name, price, power, decimals) => {
  expect(heldPrice(price, power, decimals)).toBeUndefined();
});

test('rounds the half away from zero, where a billionth allows it', () => {
  const held = (picodollars: bigint) => ({ picodollars, rounded: false });
  expect(heldPrice(0.0123456789005, 0)).toEqual(held(12_345_678_901n));
  expect(heldPrice(0.0123456789004, 0)).toEqual(held(12_345_678_900n));
  expect(heldPrice(0.0123456789015, 1)).toEqual(held(1_234_567_890n));
});

test('is the decimal number as it is written, or says that it is not, or is none at all', () => {
  const price = fc.tuple(
    fc.bigInt(0n, 10n ** 15n),
    fc.integer({ min: 0, max: 12 }),
    fc.constantFrom(0, 3, 6),
  );
  fc.assert(
    fc.property(price, ([digits, decimals, power]) => {
      const written = digits.toString().padStart(decimals + 1, '0');
      const value = Number(
        `${written.slice(0, written.length - decimals)}.${written.slice(-decimals || written.length)}`,
      );
      const held = heldPrice(value, power);
      // digits / 10^(decimals + power) dollars, as a fraction of whole numbers
      const scale = 10n ** BigInt(decimals + power);
      const wanted = digits * 10n ** 12n;
      if (digits >= 10n ** BigInt(8 + decimals + power)) expect(held).toBeUndefined();
      else if (wanted % scale === 0n) expect(held).toEqual({ picodollars: wanted / scale, rounded: false });
      else if (held !== undefined) {
        const error = held.picodollars * scale - wanted;
        const size = error < 0n ? -error : error;
        expect(size * (held.rounded ? 10n ** 5n : 10n ** 9n) <= wanted).toBe(true);
        expect(size * 2n <= scale).toBe(true);
      }
    }),
  );
});
