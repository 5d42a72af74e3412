import { useQuery } from '@tanstack/react-query';
import { useOrganization } from '../runtime/organization/organization-context.ts';
import { config } from '../runtime/session/config.ts';
import { Card } from '../runtime/ui/card.tsx';
import { CopyButton } from '../runtime/ui/copy-button.tsx';
import { Empty } from '../runtime/ui/empty.tsx';
import { useView } from '../runtime/view/view.ts';
import styles from './first-message.module.css';

/** What to do where there are no tasks: look at other days, or send the first one. */
export default function FirstMessage() {
  const { id, baseline } = useOrganization();
  const { view, href } = useView();
  const settings = useQuery({ queryKey: ['config'], queryFn: config });
  const queue = settings.data?.queue_url ?? '<queue url>';
  const command = sendCommand(queue, message(id, baseline.provider));
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
        <pre className={styles['command']}>{command}</pre>
        <CopyButton label="Copy the command" kind="primary" text={command} />
        <p>It is here a second later. Routing services send the same message with an SDK of AWS.</p>
      </Empty>
    </Card>
  );
}

function message(organizationId: string, provider: string): string {
  const end = new Date();
  return JSON.stringify({
    specversion: '1.0',
    id: crypto.randomUUID(),
    source: '/first-message',
    type: 'payback.execution.completed.v1',
    data: {
      organization_id: organizationId,
      user_id: 'me',
      task_id: 'first',
      provider,
      task_type: 'code_generation',
      start_time: new Date(end.getTime() - 2000).toISOString(),
      end_time: end.toISOString(),
      success: true,
      input_tokens: 120_000,
      output_tokens: 3_000,
    },
  });
}

/** For the AWS CLI; a queue on this machine takes a request without it. */
function sendCommand(queueUrl: string, body: string): string {
  const { origin, hostname } = new URL(queueUrl, location.href);
  if (hostname === '127.0.0.1') {
    const request = JSON.stringify({ QueueUrl: queueUrl, MessageBody: body });
    return `curl -s ${origin} -H 'content-type: application/x-amz-json-1.0' -H 'x-amz-target: AmazonSQS.SendMessage' -d '${request}'`;
  }
  return `aws sqs send-message --queue-url ${queueUrl} --message-body '${body}'`;
}
