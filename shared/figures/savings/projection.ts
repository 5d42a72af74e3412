import { addDays, daysIn, type DayRange } from '../days.ts';

/** A run rate of fewer days says more about weekends than about a year. */
const FEWEST_DAYS = 7;

/**
 * The days of a range that are complete and that there are figures of: what a year is projected from.
 * @param firstDay of the organization's figures; null without any
 * @returns null when they are too few
 */
export function projectionDays(
  range: DayRange,
  firstDay: string | null,
  today: string,
): (DayRange & { readonly days: number }) | null {
  if (firstDay === null) return null;
  const yesterday = addDays(today, -1);
  const start = firstDay > range.start ? firstDay : range.start;
  const end = yesterday < range.end ? yesterday : range.end;
  if (start > end) return null;
  const days = daysIn({ start, end });
  return days < FEWEST_DAYS ? null : { start, end, days };
}
