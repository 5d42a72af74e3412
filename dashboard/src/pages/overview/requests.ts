import { daysIn, type DayRange } from '../../../../shared/figures/days.ts';
import type { RangeName } from '../../shared/view/range.ts';

export type Comparison = 'same_days_of_previous_month' | 'preceding_range';

/** What the figures of a range are compared with. */
export const comparedTo = (range: RangeName): Comparison =>
  range === 'mtd' ? 'same_days_of_previous_month' : 'preceding_range';

/** @param days undefined while they are not known */
export function summaryRequest(
  organizationId: string,
  days: DayRange | undefined,
  comparison: Comparison,
  provider: string | undefined,
) {
  return {
    query: {
      organization_id: organizationId,
      start_date: days?.start,
      end_date: days?.end,
      period: days ? periodOf(days) : 'day',
      compare_to: comparison,
      provider,
    },
  } as const;
}

export const providersRequest = (organizationId: string, days: DayRange | undefined) => ({
  query: { organization_id: organizationId, start_date: days?.start, end_date: days?.end },
});

const MOST_BARS = 100;

/** Days, as long as their bars can be told apart. */
function periodOf(days: DayRange): 'day' | 'week' | 'month' {
  const count = daysIn(days);
  if (count <= MOST_BARS) return 'day';
  return count <= MOST_BARS * 7 ? 'week' : 'month';
}
