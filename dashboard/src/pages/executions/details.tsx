import { dayAndTime, share } from '../../shared/format/formats.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { Card } from '../../shared/ui/card.tsx';
import { CopyButton } from '../../shared/ui/copy-button.tsx';
import { ViewLink } from '../../shared/view/view-link.tsx';
import type { Explained } from './explanation.ts';
import styles from './explanation.module.css';
import { Facts, type Fact } from '../../shared/ui/facts.tsx';

/** When it was, what it was about, and how others call it. */
export function Details({ execution }: { readonly execution: Explained }) {
  const { time_zone: timeZone } = useOrganization();
  const at = (label: string, value: string | null): Fact => {
    if (value === null) return { label, value: '–' };
    const { day, time } = dayAndTime(value, timeZone);
    return {
      label,
      value: (
        <>
          {day}
          <br />
          {time}
        </>
      ),
    };
  };
  const { task_description: description, error_message: error, confidence_score: confidence } = execution;
  return (
    <Card title="Details" note={`Times are those of ${timeZone}.`}>
      <div className={styles['details']}>
        <Facts
          texts
          facts={[
            at('Started', execution.start_time),
            at('Ended', execution.end_time),
            at('Priced', execution.priced_at),
            { label: 'Outcome', value: execution.success ? 'Succeeded' : 'Failed' },
            { label: 'Confidence', value: share(confidence) },
          ]}
        />
        {description !== null && <Text title="Description" text={description} />}
        {error !== null && <Text title="Error" text={error} />}
        <dl className={styles['ids']}>
          <Id name="Execution" value={execution.id} />
          <Id name="Task" value={execution.task_id} />
          <Id name="User" value={execution.user_id} />
        </dl>
        <p>
          <ViewLink to="/executions" changes={{ user_id: execution.user_id }}>
            Executions of the same user
          </ViewLink>
        </p>
      </div>
    </Card>
  );
}

function Text({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div className={styles['text']}>
      <h3>{title}</h3>
      <p>{text}</p>
    </div>
  );
}

function Id({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
        <CopyButton small kind="quiet" label="Copy" text={value} />
      </dd>
    </div>
  );
}
