import { UNKNOWN } from '../../../../shared/shown/figures.ts';
import { count, dayAndTime, exactMoney, share } from '../../shared/format/formats.ts';
import { useOrganization } from '../../shared/organization/organization-context.ts';
import { Card } from '../../shared/ui/card.tsx';
import { CopyButton } from '../../shared/ui/copy-button.tsx';
import { ViewLink } from '../../shared/view/view-link.tsx';
import { readableWords } from '../../../../shared/shown/names.ts';
import type { Explained } from './explanation.ts';
import styles from './explanation.module.css';
import { Facts, type Fact } from '../../shared/ui/facts.tsx';

/** When it was, what it was about, and how others call it. */
export function Details({ execution }: { readonly execution: Explained }) {
  const { time_zone: timeZone } = useOrganization();
  const at = (label: string, value: string | null): Fact => {
    if (value === null) return { label, value: UNKNOWN };
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
  const labels = Object.entries(execution.labels);
  const ids = [
    ['User', execution.user_id],
    ['Request', execution.request_id],
    ['Session', execution.session_id],
    ['Sent by', execution.producer],
  ] as const;
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
            ...(execution.quality === null ? [] : [{ label: 'Quality', value: share(execution.quality) }]),
            ...(execution.attempt === null ? [] : [{ label: 'Attempt', value: count(execution.attempt) }]),
            ...(execution.requested_model === null
              ? []
              : [{ label: 'Requested model', value: execution.requested_model }]),
            ...(execution.router_cost === null
              ? []
              : [{ label: 'Cost of routing', value: exactMoney(execution.router_cost) }]),
            ...labels.map(([name, value]) => ({
              label: readableWords(name),
              chosen: { kind: 'label', name } as const,
              value,
            })),
          ]}
        />
        {description !== null && <Text title="Description" text={description} />}
        {error !== null && <Text title="Error" text={error} />}
        <dl className={styles['ids']}>
          <Id name="Execution" value={execution.id} />
          <Id name="Task" value={execution.task_id} />
          {ids.map(([name, value]) => value !== null && <Id key={name} name={name} value={value} />)}
        </dl>
        {execution.user_id !== null && (
          <p>
            <ViewLink to="/executions" changes={{ user_id: execution.user_id }}>
              Executions of the same user
            </ViewLink>
          </p>
        )}
        {execution.notes.length > 0 && <Notes notes={execution.notes} />}
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

/** What ingest cut, left out or preferred, as producers can look it up in the message format. */
function Notes({ notes }: { readonly notes: readonly string[] }) {
  return (
    <div className={styles['text']}>
      <h3>Notes on the message</h3>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
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
