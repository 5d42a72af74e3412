import type * as z from 'zod';
import { invalidRequest } from '../../../shared/http/problem.ts';
import { addDays, startOf, type DayRange } from '../../../shared/figures/days.ts';
import { precedingRange } from '../../../shared/figures/range.ts';
import type { savingsSummary } from './contract.ts';

type ComparedTo = z.output<NonNullable<(typeof savingsSummary)['query']>>['compare_to'];

/** @throws Problem when the days of a range that leaves its month are to be compared with the previous month's */
export function comparedRange(range: DayRange, comparedTo: ComparedTo): DayRange {
  if (comparedTo === 'preceding_range') return precedingRange(range);
  if (startOf('month', range.start) !== startOf('month', range.end)) {
    const detail = 'can be same_days_of_previous_month only for a range within one month';
    throw invalidRequest([{ parameter: 'compare_to', detail }]);
  }
  const start = monthBefore(range.start);
  const end = monthBefore(range.end);
  // 29 to 31 March have no counterpart in February; its last day stands for all of them.
  return { start: start > end ? end : start, end };
}

/** The same day one month earlier, or the last day of that month. */
function monthBefore(day: string): string {
  const lastOfPrevious = addDays(startOf('month', day), -1);
  const sameDay = lastOfPrevious.slice(0, 8) + day.slice(8);
  return sameDay < lastOfPrevious ? sameDay : lastOfPrevious;
}
