import { dayRange } from '../../shared/format/formats.ts';
import type { DayRange } from '../../../../shared/figures/days.ts';
import type { RangeName } from '../../shared/view/range.ts';

/** A range at the end of a sentence: Saved this month. */
export function titleOf(name: RangeName, days: DayRange): string {
  switch (name) {
    case 'mtd':
      return 'this month';
    case '7d':
      return 'in the last 7 days';
    case '30d':
      return 'in the last 30 days';
    case '90d':
      return 'in the last 90 days';
    case 'all':
      return 'in all';
    default:
      return days.start === days.end ? `on ${dayRange(days)}` : dayRange(days);
  }
}
