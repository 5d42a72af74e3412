import type { listVoids } from '../../../../../lambdas/organizations/voids/contract.ts';
import type { ResultOf } from '../../../shared/api/operation.ts';
import { count, instant, money, share } from '../../../shared/format/formats.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Chip } from '../../../shared/ui/chip.tsx';
import type { Column } from '../../../shared/ui/data-table.tsx';
import { ViewLink } from '../../../shared/view/view-link.tsx';
import styles from '../settings.module.css';

export type Void = ResultOf<typeof listVoids>['voids'][number];

/** The work of a void that counts last: taking out, or putting back. */
const lastWork = (taken: Void) => taken.restore ?? taken;

export const isUnderWay = (taken: Void): boolean => ['queued', 'running'].includes(lastWork(taken).status);

/** @param onRestore not given for those who may only look */
export function voidColumns(
  timeZone: string,
  onRestore: ((taken: Void) => void) | undefined,
): readonly Column<Void>[] {
  const columns: readonly Column<Void>[] = [
    {
      name: 'reason',
      heading: 'Why',
      rowHeading: true,
      cell: (taken) => (
        <>
          {taken.reason}
          <span className={styles['aside']}> {whatOf(taken)}</span>
        </>
      ),
    },
    { name: 'state', heading: 'State', cell: (taken) => <State taken={taken} /> },
    { name: 'tasks', heading: 'Tasks', numeric: true, cell: (taken) => <Tasks taken={taken} /> },
    {
      name: 'cost',
      heading: 'Cost',
      numeric: true,
      cell: ({ exact }) => money(exact.actual_cost),
    },
    {
      name: 'savings',
      heading: 'Savings',
      numeric: true,
      cell: ({ exact }) => money(exact.savings),
    },
    {
      name: 'voided',
      heading: 'Voided',
      cell: ({ created_at: at, created_by: by }) => (
        <span className={styles['added']}>
          {instant(at, timeZone)}
          <span className={styles['aside']}> by {by}</span>
        </span>
      ),
    },
  ];
  if (!onRestore) return columns;
  return [
    ...columns,
    {
      name: 'restore',
      heading: <span className="visually-hidden">Restore</span>,
      numeric: true,
      cell: (taken) =>
        taken.status === 'completed' &&
        taken.restore === null && (
          <Button small aria-label={`Restore: ${taken.reason}`} onClick={() => onRestore(taken)}>
            Restore
          </Button>
        ),
    },
  ];
}

/** How many, which of them, and what could not be put back. */
function Tasks({ taken: { id, executions, restore } }: { readonly taken: Void }) {
  const gone = restore?.gone ?? 0;
  return (
    <>
      {restore === null && executions > 0 ? (
        <ViewLink
          to="/executions"
          changes={{ range: 'all', void_id: id }}
          label={`${count(executions)} voided tasks`}
        >
          {count(executions)}
        </ViewLink>
      ) : (
        count(executions)
      )}
      {gone > 0 && <span className={styles['aside']}> {count(gone)} gone</span>}
    </>
  );
}

function whatOf({ producer, import_id: importId, ids_given: ids }: Void): string {
  if (producer !== null) return `sent by ${producer}`;
  return importId === null ? `${count(ids ?? 0)} by id` : `import ${importId}`;
}

function State({ taken }: { readonly taken: Void }) {
  const { status, progress } = lastWork(taken);
  const isBack = taken.restore !== null;
  if (status === 'failed') return <Chip kind="bad">Failed</Chip>;
  if (status === 'completed') {
    return isBack ? <Chip kind="good">Restored</Chip> : <Chip kind="warning">Voided</Chip>;
  }
  return (
    <Chip kind="info">
      {isBack ? 'Restoring' : 'Voiding'} {share(progress)}
    </Chip>
  );
}
