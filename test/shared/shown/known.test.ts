import { expect, test } from '@jest/globals';
import { isFailedCostKnown, isKnown } from '../../../shared/shown/known.ts';

test.each([
  ['nothing ran', { executions: 0, compared: 0 }, true],
  ['one of many is compared', { executions: 9, compared: 1 }, true],
  ['none is compared, though failed ones are priced', { executions: 9, compared: 0 }, false],
])('a sum when %s', (_case, counts, known) => {
  expect(isKnown(counts)).toBe(known);
});

test.each([
  ['none failed', { successful: 9, priced: 3, compared: 3 }, '0', true],
  ['those that failed have no price', { successful: 7, priced: 3, compared: 3 }, '0.000000000000', false],
  ['one of those that failed is priced', { successful: 7, priced: 4, compared: 3 }, '0', true],
  ['one has its own price and no baseline', { successful: 7, priced: 3, compared: 3 }, '0.000001', true],
])('the cost of failed tasks when %s', (_case, counts, cost, known) => {
  expect(isFailedCostKnown({ executions: 9, ...counts }, cost)).toBe(known);
});
