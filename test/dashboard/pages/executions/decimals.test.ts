import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sameDecimal } from '../../../../dashboard/src/pages/executions/decimals.ts';

/** Picodollars as the API writes them: 12 decimals. */
const picodollars = fc.bigInt({ min: 0n, max: 10n ** 15n });
const decimal = (value: bigint) =>
  `${value / 10n ** 12n}.${(value % 10n ** 12n).toString().padStart(12, '0')}`;

describe('exact decimals', () => {
  test.each([
    ['0.040000000000', '0.04', true],
    ['1', '1.000000', true],
    ['100', '1', false],
    ['0.040000000000', '0.040000000001', false],
    ['-0.5', '0.5', false],
    [null, null, true],
    [null, '0', false],
    ['0', null, false],
  ])('%s and %s are the same: %s', (a, b, same) => {
    expect(sameDecimal(a, b)).toBe(same);
  });

  test('zeros at the end make no difference, any other digit does', () => {
    fc.assert(
      fc.property(picodollars, fc.nat(6), (value, zeros) => {
        const text = decimal(value);
        expect(sameDecimal(text, text + '0'.repeat(zeros))).toBe(true);
        expect(sameDecimal(text, decimal(value + 1n))).toBe(false);
      }),
    );
  });
});
