import { expect, test } from '@jest/globals';
import { knownFailedCost, knownSoFar, knownSum } from '../../../../dashboard/src/shared/format/known.ts';

test.each([
  ['nothing ran', { tasks: 0, compared_tasks: 0 }, 0],
  ['one of many is compared', { tasks: 9, compared_tasks: 1 }, 0],
  ['none is compared, though failed ones are priced', { tasks: 9, compared_tasks: 0 }, null],
])('a sum when %s', (_case, part, known) => {
  expect(knownSum(part, 0)).toBe(known);
});

const parts = (...compared: number[]) => compared.map((each) => ({ tasks: 1, compared_tasks: each }));
test.each([
  [[], 0],
  [parts(0, 0), null],
  [parts(0, 1, 0), 0],
  [[{ tasks: 0, compared_tasks: 0 }], 0],
])('a running sum of %j', (until, known) => {
  expect(knownSoFar(until, 0)).toBe(known);
});

test.each([
  ['none failed', { failed: 0, priced: 3, compared: 3, cost: '0' }, 0],
  ['those that failed have no price', { failed: 2, priced: 3, compared: 3, cost: '0' }, null],
  ['one of those that failed is priced', { failed: 2, priced: 4, compared: 3, cost: '0' }, 0],
  ['one has its own price and no baseline', { failed: 2, priced: 3, compared: 3, cost: '0.000001' }, 0],
])('the cost of failed tasks when %s', (_case, { failed, priced, compared, cost }, known) => {
  const part = {
    failed_tasks: failed,
    compared_tasks: compared,
    coverage: { priced },
    exact: { failed_cost: cost },
  };
  expect(knownFailedCost(part, 0)).toBe(known);
});
