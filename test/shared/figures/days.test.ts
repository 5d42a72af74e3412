import { describe, expect, test } from '@jest/globals';
import { dayOf, daysIn, periodsOf, startOf } from '../../../shared/figures/days.ts';
import { precedingRange, resolveRange } from '../../../shared/figures/range.ts';

const now = new Date('2026-01-26T10:00:00Z'); // a Monday

test('a day is the one of the time zone', () => {
  const instant = new Date('2026-01-01T03:30:00Z');
  expect(dayOf(instant, 'UTC')).toBe('2026-01-01');
  expect(dayOf(instant, 'America/New_York')).toBe('2025-12-31');
  expect(dayOf(new Date('2026-01-01T20:00:00Z'), 'Asia/Tokyo')).toBe('2026-01-02');
});

test('weeks start on Monday, months on the first', () => {
  expect(startOf('week', '2026-02-01')).toBe('2026-01-26');
  expect(startOf('week', '2026-01-26')).toBe('2026-01-26');
  expect(startOf('month', '2024-02-29')).toBe('2024-02-01');
});

test('periods cover the range without gaps, cut at both ends', () => {
  const range = { start: '2025-12-30', end: '2026-03-01' };
  expect(periodsOf(range, 'day')).toHaveLength(daysIn(range));
  expect(periodsOf(range, 'month')).toEqual([
    { start: '2025-12-30', end: '2025-12-31' },
    { start: '2026-01-01', end: '2026-01-31' },
    { start: '2026-02-01', end: '2026-02-28' },
    { start: '2026-03-01', end: '2026-03-01' },
  ]);
  const weeks = periodsOf(range, 'week');
  expect(weeks.at(0)).toEqual({ start: '2025-12-30', end: '2026-01-04' });
  expect(weeks.at(-1)).toEqual({ start: '2026-02-23', end: '2026-03-01' });
  expect(weeks.reduce((days, week) => days + daysIn(week), 0)).toBe(daysIn(range));
});

describe('the range of a request', () => {
  test('is the current month until today by default', () => {
    expect(resolveRange({}, 'month', now, 'UTC')).toEqual({ start: '2026-01-01', end: '2026-01-26' });
  });

  test('starts with the period of its end when only that is given', () => {
    const range = resolveRange({ end_date: '2025-11-20' }, 'month', now, 'UTC');
    expect(range).toEqual({ start: '2025-11-01', end: '2025-11-20' });
  });

  test("floors timestamps to the organization's days", () => {
    const dates = { start_date: '2026-01-02T01:00:00Z', end_date: '2026-01-03T23:30:00-05:00' };
    expect(resolveRange(dates, 'month', now, 'America/New_York')).toEqual({
      start: '2026-01-01',
      end: '2026-01-03',
    });
  });

  test('is refused, naming both dates, when inverted or too long', () => {
    const inverted = () => resolveRange({ start_date: '2026-01-27' }, 'month', now, 'UTC');
    expect(inverted).toThrow(
      'start_date is 2026-01-27 and must not be after end_date; end_date is 2026-01-26, today,',
    );
    const longest = resolveRange({ start_date: '2023-01-23' }, 'month', now, 'UTC');
    expect(daysIn(longest)).toBe(1100);
    const tooLong = () => resolveRange({ start_date: '2023-01-22' }, 'month', now, 'UTC');
    expect(tooLong).toThrow('at most 1100 days apart');
  });

  test('is preceded by an equally long one', () => {
    expect(precedingRange({ start: '2026-03-01', end: '2026-03-03' })).toEqual({
      start: '2026-02-26',
      end: '2026-02-28',
    });
  });
});
