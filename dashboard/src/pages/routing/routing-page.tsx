import type { getRoutingQuality } from '../../../../lambdas/analytics/routing-quality/contract.ts';
import { useRead } from '../../shared/api/use-read.ts';
import { readable } from '../../../../shared/shown/names.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { RangePicker } from '../../shared/organization/range-picker.tsx';
import { usePeriod } from '../../shared/organization/use-period.ts';
import { Card } from '../../shared/ui/card.tsx';
import { Empty } from '../../shared/ui/empty.tsx';
import { ProblemNotice } from '../../shared/ui/notice.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { Skeleton } from '../../shared/ui/skeleton.tsx';
import { useView } from '../../shared/view/view.ts';
import { Breakdown } from './breakdown.tsx';
import { Overall } from './overall.tsx';
import { WhatIf } from './what-if.tsx';

/** How good the decisions of routing turned out to be, and what another baseline would say. */
export default function RoutingPage() {
  const { id } = useOrganization();
  const { days } = usePeriod();
  const { view } = useView();
  const { data, error, isPlaceholderData, refetch } = useRead<typeof getRoutingQuality>(
    'GET /api/v1/analytics/routing/quality',
    { query: { organization_id: id, start_date: days?.start, end_date: days?.end } },
    { enabled: days !== undefined },
  );
  const hasDecisions = data !== undefined && data.overall.decisions > 0;
  return (
    <Page
      title="Routing quality"
      lead="Whether routing chose well: estimates compared with actual cost and time, and promised savings compared with realized ones."
      actions={<RangePicker />}
    >
      <Card
        title="All decisions"
        help="routing-decision"
        busy={isPlaceholderData}
        note={
          view.provider === undefined ? undefined : `Of all providers, not only ${readable(view.provider)}.`
        }
      >
        {error && <ProblemNotice error={error} retry={refetch} />}
        {!data && !error && <Skeleton height="9rem" />}
        {hasDecisions && <Overall quality={data.overall} />}
        {data && !hasDecisions && (
          <Empty title="No routing decisions in this period.">
            <p>
              Routing services send one along with a task, as <code>routing_decision</code> of its message.
            </p>
          </Empty>
        )}
      </Card>
      {hasDecisions && <Breakdown quality={data} busy={isPlaceholderData} />}
      <WhatIf />
    </Page>
  );
}
