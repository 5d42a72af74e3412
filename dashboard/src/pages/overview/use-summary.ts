import type { UseQueryResult } from '@tanstack/react-query';
import type { savingsSummary } from '../../../../lambdas/analytics/savings-summary/contract.ts';
import type { ResultOf } from '../../shared/api/operation.ts';
import { useRead } from '../../shared/api/use-read.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { usePeriod } from '../../shared/organization/use-period.ts';
import { daysIn, type DayRange } from '../../../../shared/figures/days.ts';
import { useView } from '../../shared/view/view.ts';

export type Summary = ResultOf<typeof savingsSummary>;

/** Savings and their trend for what is looked at: one answer, so that they cannot differ. */
export function useSummary(): UseQueryResult<Summary> {
  const { name, days } = usePeriod();
  return useRead<typeof savingsSummary>(
    'GET /api/v1/analytics/savings/summary',
    { query: useSummaryQuery(days, name === 'mtd' ? 'same_days_of_previous_month' : 'preceding_range') },
    { enabled: days !== undefined },
  );
}

/** The same for the days that these are compared with. */
export function usePrecedingSummary(
  days: DayRange | undefined,
  { enabled }: { readonly enabled: boolean },
): UseQueryResult<Summary> {
  return useRead<typeof savingsSummary>(
    'GET /api/v1/analytics/savings/summary',
    { query: useSummaryQuery(days, 'preceding_range') },
    { enabled: enabled && days !== undefined },
  );
}

function useSummaryQuery(
  days: DayRange | undefined,
  comparedTo: 'same_days_of_previous_month' | 'preceding_range',
) {
  const { id } = useOrganization();
  const { provider } = useView().view;
  return {
    organization_id: id,
    start_date: days?.start,
    end_date: days?.end,
    period: days ? periodOf(days) : 'day',
    compare_to: comparedTo,
    provider,
  } as const;
}

const MOST_BARS = 100;

/** Days, as long as their bars can be told apart. */
function periodOf(days: DayRange): 'day' | 'week' | 'month' {
  const count = daysIn(days);
  if (count <= MOST_BARS) return 'day';
  return count <= MOST_BARS * 7 ? 'week' : 'month';
}
