import { count, money, percent, share, signedMoney } from '../../shared/format/formats.ts';
import { knownSum } from '../../shared/format/known.ts';
import { readable } from '../../shared/format/names.ts';
import { DataTable, type Column } from '../../shared/ui/data-table.tsx';
import { ViewLink } from '../../shared/view/view-link.tsx';
import styles from './summary.module.css';
import type { ExecutiveSummary } from './executive-summary.ts';

interface Row {
  /** Undefined: of all of them. */
  readonly provider: string | undefined;
  readonly tasks: number;
  readonly successful: number;
  /** Null, and what follows: none of its tasks has both costs known, which is not $0. */
  readonly cost: number | null;
  readonly baselineCost: number | null;
  readonly savings: number | null;
  readonly percentage: number | null;
}

const lossOf = ({ savings }: Row) => (savings !== null && savings < 0 ? styles['loss'] : undefined);

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
    cell: (row) => share(row.tasks === 0 ? null : row.successful / row.tasks),
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
    cell: (row) => <span className={lossOf(row)}>{percent(row.percentage)}</span>,
  },
];

/** What each provider cost and saved, and all of them together. */
export function ProvidersTable({ summary }: { readonly summary: ExecutiveSummary }) {
  const rows: readonly Row[] = [
    ...summary.providers.map((each) => ({
      provider: each.provider,
      tasks: each.tasks,
      successful: each.successful_tasks,
      cost: knownSum(each, each.actual_cost),
      baselineCost: knownSum(each, each.baseline_cost),
      savings: knownSum(each, each.savings),
      percentage: each.savings_percentage,
    })),
    {
      provider: undefined,
      tasks: summary.tasks,
      successful: summary.successful_tasks,
      cost: knownSum(summary, summary.total_cost),
      baselineCost: knownSum(summary, summary.baseline_cost),
      savings: knownSum(summary, summary.total_savings),
      percentage: summary.savings_percentage,
    },
  ];
  return (
    <div className={styles['providers']}>
      <DataTable caption="Providers" columns={columns} rows={rows} rowKey={(row) => row.provider ?? ''} />
    </div>
  );
}
