import type { listRejections } from '../../../../lambdas/analytics/rejections/contract.ts';
import type { DayRange } from '../../../../shared/figures/days.ts';
import type { ResultOf } from '../../shared/api/operation.ts';
import { useReadPages } from '../../shared/api/use-read-pages.ts';
import { count, dayRange, share } from '../../shared/format/formats.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { Card } from '../../shared/ui/card.tsx';
import { DataTable, type Column } from '../../shared/ui/data-table.tsx';
import { Empty } from '../../shared/ui/empty.tsx';
import { More } from '../../shared/ui/more.tsx';
import { ProblemNotice } from '../../shared/ui/notice.tsx';
import { Skeleton } from '../../shared/ui/skeleton.tsx';
import { DayAndTime } from '../../shared/ui/two-lines.tsx';
import styles from './unpriced.module.css';

type Answer = ResultOf<typeof listRejections>;
type Group = Answer['groups'][number];
type Single = Answer['rejections'][number];

/** Rejections change no figure, so there is no live hint of them: they are polled. */
const LOOK_EVERY_MS = 20_000;

/** Messages that could not be accepted in this period, and what to do about it. */
export function Rejections({ days }: { readonly days: DayRange | undefined }) {
  const { id, time_zone: timeZone } = useOrganization();
  const pages = useReadPages<typeof listRejections>(
    'GET /api/v1/rejections',
    (cursor) => ({ query: { organization_id: id, start_date: days?.start, end_date: days?.end, cursor } }),
    ({ next_cursor: next }) => next,
    { enabled: days !== undefined, lookEvery: LOOK_EVERY_MS },
  );
  const [first] = pages.data?.pages ?? [];
  const singles = pages.data?.pages.flatMap(({ rejections }) => rejections) ?? [];
  return (
    <Card
      title="Messages that were not accepted"
      help="rejection"
      note="They count in no figure, and their content is not kept."
    >
      {pages.error && <ProblemNotice error={pages.error} retry={pages.refetch} />}
      {!first && !pages.error && <Skeleton height="10rem" />}
      {first && <Received answer={first} />}
      {first && first.groups.length > 0 && (
        <DataTable
          caption="What to correct"
          columns={groupColumns(timeZone)}
          rows={first.groups}
          rowKey={({ reason, path, source }) => JSON.stringify([reason, path, source])}
        />
      )}
      {first && first.ungrouped_rejections > 0 && (
        <p className={styles['unlisted']}>{count(first.ungrouped_rejections)} more are not grouped.</p>
      )}
      {singles.length > 0 && (
        <DataTable
          caption="Newest rejections"
          columns={singleColumns(timeZone)}
          rows={singles}
          rowKey={({ id: key }) => key}
        />
      )}
      <More pages={pages} />
    </Card>
  );
}

function Received({ answer }: { readonly answer: Answer }) {
  const { received, stored, repeated, rejected, rejected_share: part } = answer.messages;
  if (received === 0) return <Empty title={`No messages were received, ${dayRange(answer.period)}.`} />;
  return (
    <div className={styles['coverage']}>
      <p>
        <span className={styles['figure']}>{share(part)}</span> of messages rejected
      </p>
      <p className={styles['aside']}>
        {count(received)} received: {count(stored)} stored, {count(repeated)} repeated, {count(rejected)}{' '}
        rejected.
      </p>
    </div>
  );
}

const TITLES: Readonly<Record<Group['reason'], string>> = {
  invalid_json: 'Not JSON',
  invalid_message: 'Not a valid message',
  impossible_token_split: 'Impossible usage',
  unknown_organization: 'No such organization',
  producer_not_allowed: 'Sender not registered',
  too_old: 'Older than the retention',
  too_far_ahead: 'In the future',
  conflicting_duplicate: 'Id already used',
};

const groupColumns = (timeZone: string): readonly Column<Group>[] => [
  {
    name: 'reason',
    heading: 'Reason and field',
    rowHeading: true,
    cell: ({ reason, path }) => (
      <>
        {TITLES[reason]}
        <span className={styles['second']}>{path ?? 'the whole message'}</span>
      </>
    ),
  },
  { name: 'source', heading: 'Source', cell: ({ source }) => source || 'not known' },
  { name: 'rejections', heading: 'Messages', numeric: true, cell: ({ rejections }) => count(rejections) },
  {
    name: 'remedy',
    heading: 'What to do',
    cell: ({ detail, remedy }) => (
      <div className={styles['why']}>
        {remedy}
        <span className={styles['second']}>{detail}</span>
      </div>
    ),
  },
  {
    name: 'last',
    heading: 'Last',
    cell: ({ last_received_at: last }) => <DayAndTime at={last} timeZone={timeZone} />,
  },
];

const singleColumns = (timeZone: string): readonly Column<Single>[] => [
  {
    name: 'received',
    heading: 'Received',
    rowHeading: true,
    cell: ({ received_at: received }) => <DayAndTime at={received} timeZone={timeZone} />,
  },
  { name: 'reason', heading: 'Reason', cell: ({ reason }) => TITLES[reason] },
  { name: 'detail', heading: 'What is allowed', cell: ({ detail }) => detail },
  { name: 'source', heading: 'Source', cell: ({ source }) => source || 'not known' },
  { name: 'execution', heading: 'Message id', cell: ({ execution_id: id }) => id ?? 'none' },
];
