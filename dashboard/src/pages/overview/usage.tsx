import type { usageMetrics } from '../../../../lambdas/analytics/usage-metrics/contract.ts';
import { useRead } from '../../shared/api/use-read.ts';
import { compactCount, count, decimal, share } from '../../shared/format/formats.ts';
import { readable } from '../../shared/format/names.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { usePeriod } from '../../shared/organization/use-period.ts';
import { Card } from '../../shared/ui/card.tsx';
import { Facts, type Fact } from '../../shared/ui/facts.tsx';
import { ProblemNotice } from '../../shared/ui/notice.tsx';
import { Skeleton } from '../../shared/ui/skeleton.tsx';
import { useView } from '../../shared/view/view.ts';

/** Who uses routing, and how much. */
export function Usage() {
  const { id } = useOrganization();
  const { days } = usePeriod();
  const { provider } = useView().view;
  const { data, error, isPlaceholderData, refetch } = useRead<typeof usageMetrics>(
    'GET /api/v1/analytics/usage/metrics',
    { query: { organization_id: id, start_date: days?.start, end_date: days?.end } },
    { enabled: days !== undefined },
  );
  const facts: readonly Fact[] = data
    ? [
        { label: 'Active users', value: count(data.active_users), help: 'active-users' },
        { label: 'Active users per day', value: decimal(data.daily_active_users) },
        { label: 'Tasks', value: compactCount(data.tasks) },
        { label: 'Tasks per day', value: decimal(data.tasks_per_day) },
        { label: 'Tasks per user', value: decimal(data.tasks_per_user) },
        { label: 'Routed', value: share(data.feature_adoption.intelligent_routing), help: 'adoption' },
        { label: 'Routed for cost', value: share(data.feature_adoption.cost_optimization) },
      ]
    : [];
  return (
    <Card
      title="Usage"
      busy={isPlaceholderData}
      note={provider === undefined ? undefined : `Of all providers, not only ${readable(provider)}.`}
    >
      {error && <ProblemNotice error={error} retry={refetch} />}
      {!data && !error && <Skeleton height="3.75rem" />}
      {facts.length > 0 && <Facts facts={facts} />}
    </Card>
  );
}
