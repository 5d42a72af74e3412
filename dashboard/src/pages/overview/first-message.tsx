import type { listRejections } from '../../../../lambdas/analytics/rejections/contract.ts';
import { useRead } from '../../shared/api/use-read.ts';
import { SendCommand } from '../../shared/connect/send-command.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Empty } from '../../shared/ui/empty.tsx';
import { count } from '../../shared/format/formats.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { Notice } from '../../shared/ui/notice.tsx';
import { daysOf } from '../../shared/view/range.ts';
import { useToday } from '../../shared/view/use-today.ts';
import { ViewLink } from '../../shared/view/view-link.tsx';
import { useView } from '../../shared/view/view.ts';

/** What to do where there are no tasks: look at other days, or send the first one. */
export default function FirstMessage() {
  const { view, href } = useView();
  return (
    <Card title="No tasks in this period">
      <Empty
        title={
          view.provider === undefined
            ? 'Nothing has been recorded in this range.'
            : 'This provider ran no tasks in this range.'
        }
      >
        {view.range !== 'all' && (
          <p>
            <a href={href('/', { range: 'all', provider: undefined })}>Show all time</a>, or send a task that
            has just finished:
          </p>
        )}
        <RejectedOnly />
        <SendCommand />
        <p>It appears here a second later. Routing services send the same message with an AWS SDK.</p>
      </Empty>
    </Card>
  );
}

/** Rejections change no figure, so there is no live hint of them: they are polled. */
const LOOK_EVERY_MS = 20_000;
const RANGE = '30d';

/** Messages are received and all are rejected: whoever waits for the first task has to know. */
function RejectedOnly() {
  const { id, time_zone: timeZone } = useOrganization();
  const { start, end } = daysOf(RANGE, useToday(timeZone), null);
  const { data } = useRead<typeof listRejections>(
    'GET /api/v1/rejections',
    { query: { organization_id: id, start_date: start, end_date: end, limit: 1 } },
    { lookEvery: LOOK_EVERY_MS },
  );
  const [group] = data?.groups ?? [];
  if (!data || !group) return null;
  const { rejected } = data.messages;
  return (
    <Notice
      kind="warning"
      actions={
        <ViewLink to="/unpriced" changes={{ range: RANGE }}>
          Why, and what to do
        </ViewLink>
      }
    >
      {rejected === 1 ? '1 message' : `${count(rejected)} messages`} of the last 30 days{' '}
      {rejected === 1 ? 'was' : 'were'} rejected. Most often: {group.detail}.
    </Notice>
  );
}
