import type { UseQueryResult } from '@tanstack/react-query';
import type { executiveSummary } from '../../../../lambdas/reports/executive-summary/contract.ts';
import { useRead } from '../../shared/api/use-read.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { usePeriod } from '../../shared/organization/use-period.ts';
import type { ExecutiveSummary } from './executive-summary.ts';

/** The executive summary of the range that is looked at. */
export function useExecutiveSummary(): UseQueryResult<ExecutiveSummary> {
  const { id } = useOrganization();
  const { days } = usePeriod();
  return useRead<typeof executiveSummary>(
    'GET /api/v1/analytics/executive-summary',
    { query: { organization_id: id, start_date: days?.start, end_date: days?.end } },
    { enabled: days !== undefined },
  );
}
