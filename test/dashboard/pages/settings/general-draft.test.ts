import { describe, expect, test } from '@jest/globals';
import { changesOf, dollarsText, shownIn } from '../../../../dashboard/src/pages/settings/general-draft.ts';

const stored = {
  name: 'Initech',
  time_zone: 'UTC',
  retention_days: 90,
  review_threshold: '1.000000000000',
};

test.each([
  ['1', '1.00'],
  ['1.000000000000', '1.00'],
  ['0.5', '0.50'],
  ['0.000100000000', '0.0001'],
  ['12.345', '12.345'],
  ['10', '10.00'],
  [' 2 ', '2.00'],
])('%p dollars are shown as %p', (decimal, text) => {
  expect(dollarsText(decimal)).toBe(text);
});

test('a field that was not touched shows what is stored, also once that changes', () => {
  const draft = { name: 'Initrode' };
  expect(shownIn(draft, stored)).toEqual({
    name: 'Initrode',
    time_zone: 'UTC',
    retention_days: '90',
    review_threshold: '1.00',
  });
  expect(shownIn(draft, { ...stored, retention_days: 30 }).retention_days).toBe('30');
});

describe('what is sent', () => {
  test.each([
    [{}],
    [{ name: 'Initech' }],
    [{ name: ' Initech ' }],
    [{ review_threshold: '1' }],
    [{ review_threshold: '1.0' }],
    [{ retention_days: '90', time_zone: 'UTC' }],
  ])('is nothing for %j', (draft) => {
    expect(changesOf(draft, stored)).toBeUndefined();
  });

  test.each([
    [{ name: 'Initrode' }, { name: 'Initrode' }],
    [{ retention_days: '30', name: 'Initech' }, { retention_days: 30 }],
    [{ review_threshold: ' 0.50 ' }, { review_threshold: '0.50' }],
    // What is no number is for the API to refuse, with its words.
    [{ review_threshold: 'abc' }, { review_threshold: 'abc' }],
    [{ time_zone: 'Europe/Berlin' }, { time_zone: 'Europe/Berlin' }],
  ])('of %j is %j', (draft, changes) => {
    expect(changesOf(draft, stored)).toEqual(changes);
  });
});
