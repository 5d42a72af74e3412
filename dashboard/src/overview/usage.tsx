import type { usageMetrics } from '../../../lambdas/analytics/usage-metrics/contract.ts';
import { useRead } from '../runtime/api/use-read.ts';
import { compactCount, count, decimal, share } from '../runtime/format/formats.ts';
import { readable } from '../runtime/format/names.ts';
import { useOrganization } from '../runtime/organization/organization-context.ts';
import { usePeriod } from '../runtime/organization/use-period.ts';
import { Card } from '../runtime/ui/card.tsx';
import { Help, type Term } from '../runtime/ui/help.tsx';
import { ProblemNotice } from '../runtime/ui/notice.tsx';
import { Skeleton } from '../runtime/ui/skeleton.tsx';
import { useView } from '../runtime/view/view.ts';
import styles from './usage.module.css';

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
  const facts: readonly (readonly [string, string, Term?])[] = data
    ? [
        ['Active users', count(data.active_users), 'active-users'],
        ['Active users a day', decimal(data.daily_active_users)],
        ['Tasks', compactCount(data.tasks)],
        ['Tasks a day', decimal(data.tasks_per_day)],
        ['Tasks a user', decimal(data.tasks_per_user)],
        ['Routed', share(data.feature_adoption.intelligent_routing), 'adoption'],
        ['Routed for cost', share(data.feature_adoption.cost_optimization)],
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
      <dl className={styles['facts']}>
        {facts.map(([label, value, term]) => (
          <div key={label}>
            <dt>
              {label} {term && <Help term={term} />}
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
