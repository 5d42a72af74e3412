import type { listProducers } from '../../../../../lambdas/organizations/producers/contract.ts';
import type { ResultOf } from '../../../shared/api/operation.ts';
import { count, instant } from '../../../shared/format/formats.ts';
import { Button } from '../../../shared/ui/button.tsx';
import type { Column } from '../../../shared/ui/data-table.tsx';
import styles from '../settings.module.css';

export type Producer = ResultOf<typeof listProducers>['producers'][number];

interface Manage {
  readonly onRegister: (principal: string) => void;
  readonly onRemove: (producer: Producer) => void;
}

/** @param manage not given for those who may only look */
export function producerColumns(timeZone: string, manage: Manage | undefined): readonly Column<Producer>[] {
  const columns: readonly Column<Producer>[] = [
    {
      name: 'principal',
      heading: 'Sender',
      rowHeading: true,
      cell: ({ principal, name }) => (
        <>
          {name ?? principal}
          {name !== null && <span className={styles['aside']}> {principal}</span>}
        </>
      ),
    },
    { name: 'registered', heading: 'Registered', cell: (producer) => registered(producer, timeZone) },
    {
      name: 'executions',
      heading: 'Tasks stored',
      numeric: true,
      cell: ({ executions }) => (executions === null ? 'not shown' : count(executions)),
    },
    {
      name: 'last',
      heading: 'Last',
      cell: ({ last_received_at: at, executions }) => {
        if (executions === null) return 'not shown';
        return at === null ? 'Never' : instant(at, timeZone);
      },
    },
  ];
  if (!manage) return columns;
  return [
    ...columns,
    {
      name: 'change',
      heading: <span className="visually-hidden">Change</span>,
      numeric: true,
      cell: (producer) => <Change producer={producer} manage={manage} />,
    },
  ];
}

function registered({ registered: where, created_at: at, created_by: by }: Producer, timeZone: string) {
  if (where === null || at === null) return 'No';
  return (
    <span className={styles['added']}>
      {instant(at, timeZone)}
      <span className={styles['aside']}>
        {' '}
        by {by}
        {where === 'everywhere' && ', for all organizations'}
      </span>
    </span>
  );
}

function Change({ producer, manage }: { readonly producer: Producer; readonly manage: Manage }) {
  const { principal, registered: where } = producer;
  if (where === 'everywhere') return null;
  return where === 'organization' ? (
    <Button small aria-label={`Remove ${principal}`} onClick={() => manage.onRemove(producer)}>
      Remove
    </Button>
  ) : (
    <Button small aria-label={`Register ${principal}`} onClick={() => manage.onRegister(principal)}>
      Register
    </Button>
  );
}
