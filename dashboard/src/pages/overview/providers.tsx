import type { costsByProvider } from '../../../../lambdas/analytics/costs-by-provider/contract.ts';
import { useRead } from '../../shared/api/use-read.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { usePeriod } from '../../shared/organization/use-period.ts';
import { Card } from '../../shared/ui/card.tsx';
import { Empty } from '../../shared/ui/empty.tsx';
import { ProblemNotice } from '../../shared/ui/notice.tsx';
import { Skeleton } from '../../shared/ui/skeleton.tsx';
import { ProviderBars } from './provider-bars.tsx';
import styles from './providers.module.css';
import { providersRequest } from './requests.ts';

/** What each provider cost and saved; choosing one narrows the whole page to it. */
export function Providers() {
  const { id } = useOrganization();
  const { days } = usePeriod();
  const { data, error, isPlaceholderData, refetch } = useRead<typeof costsByProvider>(
    'GET /api/v1/analytics/costs/by-provider',
    providersRequest(id, days),
    { enabled: days !== undefined },
  );
  return (
    <Card title="Cost by provider" help="actual-cost" busy={isPlaceholderData}>
      <div className={styles['content']}>
        {error && <ProblemNotice error={error} retry={refetch} />}
        {!data && !error && <Skeleton height="22rem" />}
        {data?.providers.length === 0 && <Empty title="No provider ran a task in this period." />}
        {data && data.providers.length > 0 && <ProviderBars providers={data.providers} />}
      </div>
    </Card>
  );
}
