import { SendCommand } from '../../shared/connect/send-command.tsx';
import { Card } from '../../shared/ui/card.tsx';
import { Empty } from '../../shared/ui/empty.tsx';
import { useView } from '../../shared/view/view.ts';

/** What to do where there are no tasks: look at other days, or send the first one. */
export default function FirstMessage() {
  const { view, href } = useView();
  return (
    <Card title="No tasks in these days">
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
        <SendCommand />
        <p>It is here a second later. Routing services send the same message with an SDK of AWS.</p>
      </Empty>
    </Card>
  );
}
