import type { executiveSummary } from '../../../../lambdas/reports/executive-summary/contract.ts';
import { Downloads } from '../../shared/download/downloads.tsx';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import type { DayRange } from '../../../../shared/figures/days.ts';

/** Where people print on Letter; everyone else has A4. */
const LETTER = /-(US|CA|MX|PH|CL|CO|VE)\b/i;

/** The same summary as files. @param period undefined: not known yet */
export function Files({ period }: { readonly period: DayRange | undefined }) {
  const { id } = useOrganization();
  const fileOf = (label: string, format: 'pdf' | 'csv' | 'json') => ({
    label,
    filename: `executive-summary-${period?.start}-${period?.end}.${format}`,
    request: period && {
      query: {
        organization_id: id,
        start_date: period.start,
        end_date: period.end,
        format,
        paper: LETTER.test(navigator.language) ? ('letter' as const) : ('a4' as const),
      },
    },
  });
  return (
    <Downloads<typeof executiveSummary>
      name="GET /api/v1/analytics/executive-summary"
      files={[fileOf('Download PDF', 'pdf'), fileOf('Download CSV', 'csv'), fileOf('Download JSON', 'json')]}
    />
  );
}
