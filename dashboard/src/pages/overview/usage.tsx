import type { usageMetrics } from '../../../../lambdas/analytics/usage-metrics/contract.ts';
import { useRead } from '../../shared/api/use-read.ts';
import { quotient } from '../../../../shared/shown/fractions.ts';
import { compactCount, count, decimal, share } from '../../shared/format/formats.ts';
import { readable } from '../../../../shared/shown/names.ts';
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
        { label: 'Users per day', value: decimal(quotient(data.exact.user_days, data.exact.days)) },
        { label: 'Tasks', value: compactCount(data.tasks) },
        { label: 'Tasks per day', value: decimal(quotient(data.tasks, data.exact.days)) },
        { label: 'Tasks per user', value: decimal(quotient(data.tasks, data.active_users)) },
        { label: 'Routed', value: share(quotient(data.exact.routed_tasks, data.tasks)), help: 'adoption' },
        { label: 'Routed for cost', value: share(quotient(data.exact.cost_optimized_tasks, data.tasks)) },
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
