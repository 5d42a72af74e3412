import { expect, test } from '@jest/globals';
import { asRateCards, rateCardKey } from '../../../../dashboard/src/pages/prices/book/rate-cards.ts';
import { priceLike } from './price-like.ts';

const organizationId = '7e4c0733-c0bf-43c3-a6f5-329fca473ab6';
// As the API gives them: within a scope in no order that means anything.
const prices = [
  priceLike({ id: 'output', pricing_model: 'per_output_token' }),
  priceLike({ id: 'long', above_input_tokens: 200_000 }),
  priceLike({ id: 'contract', organization_id: organizationId, pricing_model: 'per_request' }),
  priceLike({ id: 'night', daily_start: '16:30:00' }),
  priceLike({ id: 'day', daily_start: '00:30:00', daily_end: '16:30:00' }),
  priceLike({ id: 'small-input', model: 'atlas-small' }),
];
const idsOf = (hasMore: boolean, of = prices) => asRateCards(of, hasMore).map(({ id }) => id);

test('a rate card reads contract first, then by unit, tier and part of the day', () => {
  expect(idsOf(false)).toEqual(['contract', 'day', 'night', 'long', 'output', 'small-input']);
});

test('contract and list prices of one model are two rate cards, task types as well', () => {
  const byTask = priceLike({ task_type: 'review' });
  expect(new Set([...prices, byTask].map(rateCardKey)).size).toBe(4);
});

test('a rate card that may go on is shown with the page that ends it', () => {
  expect(idsOf(true)).toEqual(['contract', 'day', 'night', 'long', 'output']);
});

test('a scope that fills all pages so far is shown, since nothing else would be', () => {
  expect(idsOf(true, prices.slice(-1))).toEqual(['small-input']);
});
