import { lazy, Suspense, useState } from 'react';
import { Button } from '../../shared/ui/button.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Skeleton } from '../../shared/ui/skeleton.tsx';
import { useView } from '../../shared/view/view.ts';
import { TrendChart } from '../../shared/charts/trend-chart.tsx';
import styles from './trend.module.css';
import { usePrecedingSummary, type Summary } from './use-summary.ts';

const TrendTable = lazy(() => import('./trend-table.tsx'));

interface TrendProps {
  readonly summary: Summary | undefined;
  readonly busy: boolean;
}

/** Savings over time, as a chart or as a table of the same figures. */
export function Trend({ summary, busy }: TrendProps) {
  const { parameter, change } = useView();
  const [asTable, setAsTable] = useState(false);
  const compares = parameter('compare') === '1';
  const preceding = usePrecedingSummary(summary?.preceding_period, { enabled: compares });
  const actions = (
    <>
      <Button
        small
        aria-pressed={compares}
        onClick={() => change({ compare: compares ? undefined : '1' }, { replace: true })}
      >
        {compares ? '✓ ' : ''}Compare
      </Button>
      <Button small aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
        {asTable ? 'Chart' : 'Table'}
      </Button>
    </>
  );
  return (
    <Card title="Savings trend" help="trend" actions={actions} busy={busy}>
      <div className={styles['content']}>
        {summary === undefined && <Skeleton height="100%" />}
        {summary && asTable && (
          <div className={styles['table']}>
            <Suspense>
              <TrendTable trend={summary.trend} />
            </Suspense>
          </div>
        )}
        {summary && !asTable && (
          <TrendChart trend={summary.trend} preceding={compares ? (preceding.data?.trend ?? []) : []} />
        )}
      </div>
    </Card>
  );
}
