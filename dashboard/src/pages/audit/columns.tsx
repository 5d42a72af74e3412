import { DayAndTime } from '../../shared/ui/two-lines.tsx';
import type { Column } from '../../shared/ui/data-table.tsx';
import styles from './audit.module.css';
import { actionWords, actorWords, factsOf, resourceWords, type Entry } from './words.ts';

export const columnsIn = (timeZone: string): readonly Column<Entry>[] => [
  {
    name: 'time',
    heading: 'When',
    cell: ({ created_at: at }) => <DayAndTime at={at} timeZone={timeZone} />,
  },
  {
    name: 'actor',
    heading: 'Who',
    rowHeading: true,
    cell: ({ actor }) => <span className={styles['text']}>{actorWords(actor)}</span>,
  },
  { name: 'action', heading: 'What', cell: ({ action }) => actionWords(action) },
  { name: 'resource', heading: 'About', cell: (entry) => <Resource entry={entry} /> },
  { name: 'address', heading: 'From', oneLine: true, cell: ({ address }) => address ?? '–' },
  { name: 'details', heading: 'Details', cell: (entry) => <Details entry={entry} /> },
];

function Resource({ entry }: { readonly entry: Entry }) {
  const { action, resource_id: id, organization_id: organizationId } = entry;
  const isNamed = action !== 'view_analytics' && id !== organizationId;
  return (
    <span className={styles['text']}>
      {resourceWords(entry)}
      {isNamed && <span className={styles['second']}>{id}</span>}
    </span>
  );
}

function Details({ entry }: { readonly entry: Entry }) {
  const facts = factsOf(entry);
  if (facts.length === 0) return '–';
  return (
    <details className={styles['details']}>
      <summary>Show</summary>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
