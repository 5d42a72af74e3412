import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useOrganization } from '../organization/organization-context.ts';
import { config } from '../session/config.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { exampleMessage, sendCommand } from './example-message.ts';
import styles from './send-command.module.css';

/** A command to copy that sends the first task. */
export function SendCommand() {
  const { id } = useOrganization();
  const { data: settings } = useQuery({ queryKey: ['config'], queryFn: config });
  const [message] = useState(() => exampleMessage(id));
  const command = sendCommand(settings?.queue_url ?? '<queue url>', message);
  return (
    <>
      <pre className={styles['command']}>{command}</pre>
      <CopyButton label="Copy the command" kind="primary" text={command} />
    </>
  );
}
