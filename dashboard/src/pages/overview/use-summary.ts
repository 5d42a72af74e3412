import type { UseQueryResult } from '@tanstack/react-query';
import type { savingsSummary } from '../../../../lambdas/analytics/savings-summary/contract.ts';
import type { ResultOf } from '../../shared/api/operation.ts';
import { useRead } from '../../shared/api/use-read.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { usePeriod } from '../../shared/organization/use-period.ts';
import type { DayRange } from '../../../../shared/figures/days.ts';
import { useView } from '../../shared/view/view.ts';
import { comparedTo, summaryRequest, type Comparison } from './requests.ts';

export type Summary = ResultOf<typeof savingsSummary>;

/** Savings and their trend for what is looked at: one answer, so that they cannot differ. */
export function useSummary(): UseQueryResult<Summary> {
  const { name, days } = usePeriod();
  return useRead<typeof savingsSummary>(
    'GET /api/v1/analytics/savings/summary',
    useSummaryRequest(days, comparedTo(name)),
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
    useSummaryRequest(days, 'preceding_range'),
    { enabled: enabled && days !== undefined },
  );
}

function useSummaryRequest(days: DayRange | undefined, comparison: Comparison) {
  const { id } = useOrganization();
  const { provider } = useView().view;
  return summaryRequest(id, days, comparison, provider);
}
