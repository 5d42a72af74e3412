import { readable } from '../../../../shared/shown/names.ts';
import { RangePicker } from '../../shared/organization/range-picker.tsx';
import { classNames } from '../../shared/ui/class-names.ts';
import { Empty } from '../../shared/ui/empty.tsx';
import { ProblemNotice } from '../../shared/ui/notice.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { Skeleton } from '../../shared/ui/skeleton.tsx';
import { ViewLink } from '../../shared/view/view-link.tsx';
import { useView } from '../../shared/view/view.ts';
import { Files } from './files.tsx';
import { Sheet } from './sheet.tsx';
import styles from './summary.module.css';
import { useExecutiveSummary } from './use-executive-summary.ts';

/** The executive summary: what routing saved and how, to be downloaded. */
export default function SummaryPage() {
  const { provider } = useView().view;
  const { data, error, isPlaceholderData: busy, refetch } = useExecutiveSummary();
  return (
    <Page title="Executive summary" actions={<RangePicker />}>
      <div className={styles['bar']}>
        <p>{provider !== undefined && `Of all providers, not only ${readable(provider)}.`}</p>
        <Files period={busy ? undefined : data?.period} />
      </div>
      {error && <ProblemNotice error={error} retry={refetch} />}
      {!data && !error && <Skeleton height="70rem" />}
      {data && (
        <article className={classNames(styles['sheet'], busy && styles['busy'])} aria-busy={busy}>
          {data.tasks === 0 ? <NoTasks /> : <Sheet summary={data} />}
        </article>
      )}
    </Page>
  );
}

function NoTasks() {
  return (
    <Empty title="No tasks ran in this period.">
      <p>
        <ViewLink to="/summary" changes={{ range: 'all' }}>
          Show all time
        </ViewLink>
        , or send a first task: <ViewLink to="/">the overview</ViewLink> has the command.
      </p>
    </Empty>
  );
}
