import { lazy, Suspense } from 'react';
import { ProblemNotice } from '../../shared/ui/notice.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { ProviderFilter } from '../../shared/organization/provider-filter.tsx';
import { RangePicker } from '../../shared/organization/range-picker.tsx';
import { Hero } from './hero.tsx';
import styles from './overview.module.css';
import { Providers } from './providers.tsx';
import { Trend } from './trend.tsx';
import { useSummary } from './use-summary.ts';

// What is below the first screen comes after it.
const TasksAndUsage = lazy(() => import('./tasks-and-usage.tsx'));
const FirstMessage = lazy(() => import('./first-message.tsx'));

/** What routing saved, at a glance. */
export function Overview() {
  const summary = useSummary();
  const { data, error, isPlaceholderData: busy } = summary;
  const actions = (
    <>
      <ProviderFilter />
      <RangePicker />
    </>
  );
  if (data && data.tasks === 0 && !busy) {
    return (
      <Page title="Overview" actions={actions}>
        <Suspense>
          <FirstMessage />
        </Suspense>
      </Page>
    );
  }
  return (
    <Page title="Overview" actions={actions}>
      {error && <ProblemNotice error={error} retry={summary.refetch} />}
      <Hero summary={data} busy={busy} />
      <div className={styles['charts']}>
        <Trend summary={data} busy={busy} />
        <Providers />
      </div>
      {(data ?? error) && (
        <Suspense>
          <TasksAndUsage />
        </Suspense>
      )}
    </Page>
  );
}
