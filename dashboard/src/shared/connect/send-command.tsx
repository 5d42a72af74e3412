import { useState } from 'react';
import { useOrganization } from '../organization/organization-context.ts';
import { config } from '../session/config.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { exampleMessage, sendCommand } from './example-message.ts';
import styles from './send-command.module.css';

/** A command to copy that sends the first task. */
export function SendCommand() {
  const { id } = useOrganization();
  const [message] = useState(() => exampleMessage(id));
  const command = sendCommand(config().queue_url, message);
  return (
    <>
      <pre className={styles['command']}>{command}</pre>
      <CopyButton label="Copy the command" kind="primary" text={command} />
    </>
  );
}
