import { quotient, signOf } from '../../../../shared/shown/fractions.ts';
import { count, money, share, signedMoney } from '../../shared/format/formats.ts';
import { readable } from '../../../../shared/shown/names.ts';
import { DataTable, type Column } from '../../shared/ui/data-table.tsx';
import { ViewLink } from '../../shared/view/view-link.tsx';
import styles from './summary.module.css';
import type { ExecutiveSummary } from './executive-summary.ts';

interface Row {
  /** Undefined: of all of them. */
  readonly provider: string | undefined;
  readonly tasks: number;
  readonly successful: number;
  /** Null, like the other two: none of its tasks has both costs known, which is not $0. */
  readonly cost: string | null;
  readonly baselineCost: string | null;
  readonly savings: string | null;
}

const lossOf = ({ savings }: Row) => (signOf(savings) < 0 ? styles['loss'] : undefined);

const columns: readonly Column<Row>[] = [
  {
    name: 'provider',
    heading: 'Provider',
    rowHeading: true,
    cell: ({ provider }) =>
      provider === undefined ? (
        'All providers'
      ) : (
        <ViewLink to="/executions" changes={{ provider }}>
          {readable(provider)}
        </ViewLink>
      ),
  },
  { name: 'tasks', heading: 'Tasks', numeric: true, cell: (row) => count(row.tasks) },
  {
    name: 'successful',
    heading: 'Successful',
    numeric: true,
    cell: (row) => share(quotient(row.successful, row.tasks)),
  },
  { name: 'cost', heading: 'Actual cost', numeric: true, cell: (row) => money(row.cost) },
  { name: 'baseline', heading: 'Baseline cost', numeric: true, cell: (row) => money(row.baselineCost) },
  {
    name: 'savings',
    heading: 'Savings',
    numeric: true,
    cell: (row) => <span className={lossOf(row)}>{signedMoney(row.savings)}</span>,
  },
  {
    name: 'percentage',
    heading: 'Of baseline',
    numeric: true,
    cell: (row) => <span className={lossOf(row)}>{share(quotient(row.savings, row.baselineCost))}</span>,
  },
];

/** What each provider cost and saved, and all of them together. */
export function ProvidersTable({ summary }: { readonly summary: ExecutiveSummary }) {
  const rows: readonly Row[] = [
    ...summary.providers.map(({ provider, tasks, successful_tasks: successful, exact }) => ({
      provider,
      tasks,
      successful,
      cost: exact.actual_cost,
      baselineCost: exact.baseline_cost,
      savings: exact.savings,
    })),
    {
      provider: undefined,
      tasks: summary.tasks,
      successful: summary.successful_tasks,
      cost: summary.exact.total_cost,
      baselineCost: summary.exact.baseline_cost,
      savings: summary.exact.total_savings,
    },
  ];
  return (
    <div className={styles['providers']}>
      <DataTable caption="Providers" columns={columns} rows={rows} rowKey={(row) => row.provider ?? ''} />
    </div>
  );
}
