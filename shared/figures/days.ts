import type * as z from 'zod';
import type { periodName } from './range-contract.ts';

const MILLISECONDS_PER_DAY = 86_400_000;

/** Both days inclusive, as `YYYY-MM-DD`, which also compares as text. */
export interface DayRange {
  readonly start: string;
  readonly end: string;
}
export type PeriodName = z.infer<typeof periodName>;

/** The day that an instant falls on in a time zone. */
export function dayOf(instant: Date, timeZone: string): string {
  // en-CA writes dates as YYYY-MM-DD.
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(instant);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
}

export function daysIn(range: DayRange): number {
  return (Date.parse(range.end) - Date.parse(range.start)) / MILLISECONDS_PER_DAY + 1;
}

/** First day of the day, week (from Monday) or month that `day` is in. */
export function startOf(period: PeriodName, day: string): string {
  if (period === 'day') return day;
  if (period === 'month') return `${day.slice(0, 8)}01`;
  const daysSinceMonday = (new Date(day).getUTCDay() + 6) % 7;
  return addDays(day, -daysSinceMonday);
}

/** Every period of the range in order, without gaps; the first and the last are cut to it. */
export function periodsOf(range: DayRange, period: PeriodName): DayRange[] {
  const periods: DayRange[] = [];
  for (let start = range.start; start <= range.end;) {
    const next = startOfNext(period, start);
    const last = addDays(next, -1);
    periods.push({ start, end: last < range.end ? last : range.end });
    start = next;
  }
  return periods;
}

function startOfNext(period: PeriodName, day: string): string {
  const start = startOf(period, day);
  if (period === 'day') return addDays(start, 1);
  // No month is longer than 31 days, and the 32nd is never beyond the next one.
  return period === 'week' ? addDays(start, 7) : startOf('month', addDays(start, 31));
}
