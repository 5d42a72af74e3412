import type { createVoid, getVoid } from '../../../../../lambdas/organizations/voids/contract.ts';
import type { RequestOf, ResultOf } from '../../../shared/api/operation.ts';
import { useRead } from '../../../shared/api/use-read.ts';
import { useWrite } from '../../../shared/api/use-write.ts';
import { count, day, money, share } from '../../../shared/format/formats.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { DataTable, type Column } from '../../../shared/ui/data-table.tsx';
import { Dialog } from '../../../shared/ui/dialog.tsx';
import { formStyles } from '../../../shared/ui/field.tsx';
import { Notice, ProblemNotice } from '../../../shared/ui/notice.tsx';
import { isUnderWay } from './void-columns.tsx';

type Tried = ResultOf<typeof createVoid>;
type Day = Tried['days'][number];

interface TriedVoidProps {
  readonly tried: Tried;
  /** Does what was tried. */
  readonly body: RequestOf<typeof createVoid>['body'];
  readonly onBack: () => void;
  readonly onClose: () => void;
}

const columns: readonly Column<Day>[] = [
  { name: 'day', heading: 'Day', rowHeading: true, cell: (row) => day(row.day) },
  {
    name: 'tasks',
    heading: 'Tasks',
    numeric: true,
    cell: ({ executions, counted }) => `${count(executions)} of ${count(counted.executions)}`,
  },
  {
    name: 'cost',
    heading: 'Cost',
    numeric: true,
    cell: ({ actual_cost: cost, counted }) => `${money(cost)} of ${money(counted.actual_cost)}`,
  },
  {
    name: 'savings',
    heading: 'Savings',
    numeric: true,
    cell: ({ savings, counted }) => `${money(savings)} of ${money(counted.savings)}`,
  },
];

/** What a void would take out of each day, before it is done. */
export function TriedVoid({ tried, body, onBack, onClose }: TriedVoidProps) {
  const doIt = useWrite<typeof createVoid>('POST /api/v1/executions/void');
  const { data = tried, error } = useRead<typeof getVoid>(
    'GET /api/v1/executions/void/{id}',
    { path: { id: tried.id }, query: { organization_id: tried.organization_id } },
    { pollWhile: isUnderWay },
  );
  const isKnown = data.status === 'completed';
  return (
    <Dialog title="What would change" wide onClose={onClose}>
      <div className={formStyles.form}>
        {!isKnown && <p role="status">Looking, {share(data.progress)} done…</p>}
        {isKnown && data.executions === 0 && (
          <Notice kind="warning">Nothing that counts matches: there is nothing to take out.</Notice>
        )}
        {isKnown && data.executions > 0 && (
          <p>
            {count(data.executions)} tasks that cost {money(data.exact.actual_cost)} and saved{' '}
            {money(data.exact.savings)} leave every figure. They stay visible as voided.
          </p>
        )}
        {data.days.length > 0 && (
          <DataTable
            caption="What leaves each day"
            columns={columns}
            rows={data.days}
            rowKey={(row) => row.day}
          />
        )}
        {error && <ProblemNotice error={error} />}
        {doIt.error && <ProblemNotice error={doIt.error} />}
        <div className={formStyles.buttons}>
          <Button onClick={onBack}>Back</Button>
          <Button
            kind="primary"
            disabled={!isKnown || data.executions === 0 || doIt.isPending}
            onClick={() => doIt.mutate({ body }, { onSuccess: onClose })}
          >
            {doIt.isPending ? 'Voiding…' : `Void ${count(data.executions)} tasks`}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
