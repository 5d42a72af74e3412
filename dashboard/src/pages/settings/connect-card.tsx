import { useState } from 'react';
import { exampleMessage } from '../../shared/connect/example-message.ts';
import { SendCommand } from '../../shared/connect/send-command.tsx';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { config } from '../../shared/session/config.ts';
import { Card } from '../../shared/ui/card.tsx';
import { CopyButton } from '../../shared/ui/copy-button.tsx';
import styles from './settings.module.css';

/** Where a routing service sends finished tasks, and what it has to say of one. */
export function ConnectCard() {
  const { id } = useOrganization();
  const { queue_url: queue } = config();
  const [message] = useState(() => JSON.stringify(JSON.parse(exampleMessage(id)), null, 2));
  return (
    <Card
      title="Connect a routing service"
      note="It sends one message to the queue for every finished task, in batches of ten. Figures include it a second later."
    >
      <div className={styles['stack']}>
        <div className={styles['copied']}>
          <h3>Queue</h3>
          <CopyButton small label="Copy the address" text={queue} />
          <pre className={styles['code']} tabIndex={0}>
            {queue}
          </pre>
        </div>
        <div className={styles['copied']}>
          <h3>A message</h3>
          <CopyButton small label="Copy the message" text={message} />
          <pre className={styles['code']} tabIndex={0}>
            {message}
          </pre>
        </div>
        <p>
          These are the required fields, and the model, which determines the list price. Cached tokens and the
          routing decision make figures exact: all fields are in <code>docs/messages.md</code>, and what
          Payback answers with is described by <a href="/api/v1/openapi.json">its OpenAPI document</a>.
          Sending requires a role that may call <code>sqs:SendMessage</code> on this queue.
        </p>
        <details>
          <summary>Send one now, from a terminal</summary>
          <div className={styles['stack']}>
            <SendCommand />
          </div>
        </details>
      </div>
    </Card>
  );
}
