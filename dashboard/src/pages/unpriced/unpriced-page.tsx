import type { getCoverage } from '../../../../lambdas/analytics/coverage/contract.ts';
import { useRead } from '../../shared/api/use-read.ts';
import { count, dayRange, money } from '../../shared/format/formats.ts';
import { readable } from '../../../../shared/shown/names.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { RangePicker } from '../../shared/organization/range-picker.tsx';
import { usePeriod } from '../../shared/organization/use-period.ts';
import { Card } from '../../shared/ui/card.tsx';
import { DataTable } from '../../shared/ui/data-table.tsx';
import { ProblemNotice } from '../../shared/ui/notice.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { Skeleton } from '../../shared/ui/skeleton.tsx';
import { useView } from '../../shared/view/view.ts';
import { columnsIn, groupKey } from './columns.tsx';
import { Coverage } from './coverage.tsx';
import { ViewLink } from '../../shared/view/view-link.tsx';
import { CostBases } from './cost-bases.tsx';
import { Rejections } from './rejections.tsx';
import styles from './unpriced.module.css';

/** What has no price, why, and what to do about it. */
export default function UnpricedPage() {
  const { id, time_zone: timeZone } = useOrganization();
  const { provider } = useView().view;
  const { days } = usePeriod();
  const { data, error, isPlaceholderData, refetch } = useRead<typeof getCoverage>(
    'GET /api/v1/analytics/coverage',
    { query: { organization_id: id, start_date: days?.start, end_date: days?.end } },
    { enabled: days !== undefined },
  );
  const note = [
    'Unpriced tasks claim no saving, and what is not known is never counted as $0.',
    ...(provider === undefined ? [] : [`Of all providers, not only ${readable(provider)}.`]),
  ].join(' ');
  return (
    <Page
      title="Unpriced tasks"
      lead="Tasks with an unknown cost, the reason, and what to do about it."
      actions={<RangePicker />}
    >
      {error && <ProblemNotice error={error} retry={refetch} />}
      <Card title={days ? dayRange(days) : 'Coverage'} help="coverage" note={note} busy={isPlaceholderData}>
        {!data && !error && <Skeleton height="28rem" />}
        {data && <Coverage coverage={data.coverage} />}
        {data && data.disputed.executions > 0 && (
          <p className={styles['unlisted']}>
            {money(data.disputed.actual_cost)} of {count(data.disputed.executions)} tasks are based on{' '}
            <ViewLink to="/prices">disputed prices</ViewLink>: another list differs by more than 10%.
          </p>
        )}
        {data && data.groups.length > 0 && (
          <DataTable
            caption="What is unpriced, and why"
            columns={columnsIn(timeZone)}
            rows={data.groups}
            rowKey={groupKey}
          />
        )}
        {data && data.unlisted_executions > 0 && (
          <p className={styles['unlisted']}>
            {count(data.unlisted_executions)} more are not listed: they are in other groups, or older than the
            retention of the organization.
          </p>
        )}
      </Card>
      {data && data.coverage.executions > 0 && <CostBases answer={data} />}
      <Rejections days={days} />
    </Page>
  );
}
