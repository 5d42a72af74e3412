import { TrendChart } from '../../shared/charts/trend-chart.tsx';
import { dayRange } from '../../shared/format/formats.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { Help } from '../../shared/ui/help.tsx';
import { Facts } from './facts.tsx';
import { Headline } from './headline.tsx';
import { Notes } from './notes.tsx';
import { ProvidersTable } from './providers-table.tsx';
import styles from './summary.module.css';
import { TimeTable } from './time-table.tsx';
import type { ExecutiveSummary } from './executive-summary.ts';

/** What is on the page, in the order of its PDF. */
export function Sheet({ summary }: { readonly summary: ExecutiveSummary }) {
  const { time_zone: timeZone } = useOrganization();
  return (
    <>
      <header>
        <h2 className={styles['organization']}>{summary.organization}</h2>
        <p className={styles['muted']}>
          What routing AI coding work saved, {dayRange(summary.period)} ({timeZone})
        </p>
      </header>
      <Headline summary={summary} />
      <Facts summary={summary} />
      <section>
        <h3>
          Savings trend <Help term="trend" />
        </h3>
        <TrendChart trend={summary.trend} preceding={[]} />
      </section>
      <section>
        <h3>Providers</h3>
        <ProvidersTable summary={summary} />
      </section>
      <TimeTable summary={summary} />
      <Notes summary={summary} />
    </>
  );
}
