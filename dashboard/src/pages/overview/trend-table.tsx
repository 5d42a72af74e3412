import { count, day, dayRange, money } from '../../shared/format/formats.ts';
import { knownSoFar, knownSum } from '../../shared/format/known.ts';
import { DataTable, type Column } from '../../shared/ui/data-table.tsx';
import { ViewLink } from '../../shared/view/view-link.tsx';
import type { TrendPart } from '../../shared/charts/trend-scales.ts';

interface Row extends TrendPart {
  readonly cumulative: number | null;
}

const columns: readonly Column<Row>[] = [
  {
    name: 'date',
    heading: 'Day',
    rowHeading: true,
    cell: ({ date, end }) => (
      <ViewLink to="/executions" changes={{ range: `${date}..${end}` }}>
        {date === end ? day(date) : dayRange({ start: date, end })}
      </ViewLink>
    ),
  },
  { name: 'savings', heading: 'Savings', numeric: true, cell: (part) => money(knownSum(part, part.savings)) },
  { name: 'cumulative', heading: 'Cumulative', numeric: true, cell: (part) => money(part.cumulative) },
  {
    name: 'actual',
    heading: 'Actual cost',
    numeric: true,
    cell: (part) => money(knownSum(part, part.actual_cost)),
  },
  {
    name: 'baseline',
    heading: 'Baseline cost',
    numeric: true,
    cell: (part) => money(knownSum(part, part.baseline_cost)),
  },
  { name: 'tasks', heading: 'Tasks', numeric: true, cell: (part) => count(part.tasks) },
];

/** The figures of the chart, latest first. */
export default function TrendTable({ trend }: { readonly trend: readonly TrendPart[] }) {
  const rows = trend.map((part, index) => ({
    ...part,
    cumulative: knownSoFar(trend.slice(0, index + 1), part.cumulative_savings),
  }));
  return (
    <DataTable
      caption="Savings trend"
      columns={columns}
      rows={rows.toReversed()}
      rowKey={({ date }) => date}
    />
  );
}
