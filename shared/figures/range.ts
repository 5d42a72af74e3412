import { invalidRequest } from '../http/problem.ts';
import { addDays, dayOf, daysIn, startOf, type DayRange, type PeriodName } from './days.ts';

const LONGEST_RANGE_DAYS = 1100;

export interface RequestedDates {
  readonly start_date?: string | undefined;
  readonly end_date?: string | undefined;
}

/**
 * The reporting days that a request means.
 * @param defaultPeriod a missing start is the first day of this period, the one that the end is in
 * @throws Problem naming start_date and end_date
 */
export function resolveRange(
  dates: RequestedDates,
  defaultPeriod: PeriodName,
  now: Date,
  timeZone: string,
): DayRange {
  const end = floorToDay(dates.end_date, timeZone) ?? dayOf(now, timeZone);
  const start = floorToDay(dates.start_date, timeZone) ?? startOf(defaultPeriod, end);
  if (start > end) {
    throw invalidRequest([
      { parameter: 'start_date', detail: `is ${start} and must not be after end_date` },
      {
        parameter: 'end_date',
        detail: `is ${end}${dates.end_date === undefined ? ', today,' : ''} and must not be before start_date`,
      },
    ]);
  }
  if (daysIn({ start, end }) > LONGEST_RANGE_DAYS) {
    const detail = `must be at most ${LONGEST_RANGE_DAYS} days apart, both included`;
    throw invalidRequest([
      { parameter: 'start_date', detail },
      { parameter: 'end_date', detail },
    ]);
  }
  return { start, end };
}

/** A day as it is; a timestamp as the organization's day that it falls on. */
export function floorToDay(dayOrTime: string | undefined, timeZone: string): string | undefined {
  if (dayOrTime === undefined || !dayOrTime.includes('T')) return dayOrTime;
  return dayOf(new Date(dayOrTime), timeZone);
}

/** The equally long range that ends the day before `range` starts. */
export function precedingRange(range: DayRange): DayRange {
  return { start: addDays(range.start, -daysIn(range)), end: addDays(range.start, -1) };
}
