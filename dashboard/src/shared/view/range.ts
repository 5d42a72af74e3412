import { addDays, type DayRange } from '../../../../shared/figures/days.ts';
import { isDay } from './days.ts';

/** How a range is written in an address: relative ones move with the calendar, exact ones stay. */
export type RangeName = '7d' | '30d' | '90d' | 'mtd' | 'all' | `${string}..${string}`;

export const relativeRanges = [
  { name: 'mtd', label: 'This month', key: 'm' },
  { name: '7d', label: '7 days', key: '7' },
  { name: '30d', label: '30 days', key: '3' },
  { name: '90d', label: '90 days', key: '9' },
  { name: 'all', label: 'All time', key: 'a' },
] as const;

export const DEFAULT_RANGE: RangeName = 'mtd';

/** @returns the default for what is not a range: an address may have been typed by hand */
export function parseRange(text: string | null): RangeName {
  const relative = relativeRanges.find(({ name }) => name === text);
  if (relative) return relative.name;
  const [start = '', end = ''] = (text ?? '').split('..');
  return isDay(start) && isDay(end) && start <= end ? `${start}..${end}` : DEFAULT_RANGE;
}

/** The longest range that the API answers for: three years. */
const MOST_DAYS = 1_100;

/**
 * The days of a range.
 * @param today the day that it is for the organization
 * @param firstDay the first day with figures: where all time begins
 */
export function daysOf(range: RangeName, today: string, firstDay: string | null): DayRange {
  switch (range) {
    case '7d':
      return { start: addDays(today, -6), end: today };
    case '30d':
      return { start: addDays(today, -29), end: today };
    case '90d':
      return { start: addDays(today, -89), end: today };
    case 'mtd':
      return { start: `${today.slice(0, 8)}01`, end: today };
    case 'all':
      return { start: laterOf(firstDay ?? today, addDays(today, 1 - MOST_DAYS)), end: today };
    default: {
      const [start = today, end = today] = range.split('..');
      return { start, end };
    }
  }
}

const laterOf = (one: string, other: string): string => (one > other ? one : other);
