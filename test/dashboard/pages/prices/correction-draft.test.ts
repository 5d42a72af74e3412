import { expect, test } from '@jest/globals';
import { correctionOf, draftOf } from '../../../../dashboard/src/pages/prices/price/correction-draft.ts';
import { quotedPer } from '../../../../dashboard/src/pages/prices/shared/amount.ts';
import { priceLike } from './price-like.ts';

const price = priceLike({
  cost_per_unit: '0.000001250000',
  effective_date: '2026-01-01T10:30:00.000Z',
  end_date: '2026-07-01T00:00:00.000Z',
});
const draft = { ...draftOf(price), reason: ' The invoice says so ' };

test('what is left as it is is not part of a correction, an instant within a day included', () => {
  expect(correctionOf(price, draft)).toEqual({ reason: 'The invoice says so' });
});

test('a price is typed by the million and asked for by the token, exactly', () => {
  expect(draft.amount).toEqual({ text: '1.25', per: 'million' });
  const amount = { text: '0.1', per: 'million' } as const;
  expect(correctionOf(price, { ...draft, amount })).toMatchObject({ cost_per_unit: '0.0000001' });
});

test('the same price for another quantity is no change', () => {
  const amount = quotedPer(draft.amount, 'unit');
  expect(amount).toEqual({ text: '0.00000125', per: 'unit' });
  expect(correctionOf(price, { ...draft, amount })).not.toHaveProperty('cost_per_unit');
  const zeros = { text: '1.2500', per: 'million' } as const;
  expect(correctionOf(price, { ...draft, amount: zeros })).not.toHaveProperty('cost_per_unit');
});

test('what is no decimal goes to the API as it is, which says what is wrong with it', () => {
  const amount = { text: '1,5', per: 'million' } as const;
  expect(correctionOf(price, { ...draft, amount })).toMatchObject({ cost_per_unit: '1,5' });
});

test('an end that is taken away is null, another day is that day', () => {
  expect(correctionOf(price, { ...draft, until: '' })).toMatchObject({ end_date: null });
  expect(correctionOf(price, { ...draft, until: '2026-08-01', from: '2026-01-02' })).toEqual({
    effective_date: '2026-01-02',
    end_date: '2026-08-01',
    reason: 'The invoice says so',
  });
});

test('requests are priced by one, whatever was chosen for tokens before', () => {
  const request = priceLike({ pricing_model: 'per_request', cost_per_unit: '0.040000000000' });
  expect(draftOf(request).amount).toEqual({ text: '0.04', per: 'unit' });
  const amount = { text: '0.05', per: 'million' } as const;
  expect(correctionOf(request, { ...draftOf(request), amount })).toMatchObject({ cost_per_unit: '0.05' });
});
