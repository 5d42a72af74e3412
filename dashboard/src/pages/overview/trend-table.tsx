import { count, day, dayRange, money } from '../../shared/format/formats.ts';
import { DataTable, type Column } from '../../shared/ui/data-table.tsx';
import { ViewLink } from '../../shared/view/view-link.tsx';
import type { TrendPart } from '../../shared/charts/trend-scales.ts';

const columns: readonly Column<TrendPart>[] = [
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
  { name: 'savings', heading: 'Savings', numeric: true, cell: (part) => money(part.exact.savings) },
  {
    name: 'cumulative',
    heading: 'Cumulative',
    numeric: true,
    cell: (part) => money(part.exact.cumulative_savings),
  },
  {
    name: 'actual',
    heading: 'Actual cost',
    numeric: true,
    cell: (part) => money(part.exact.actual_cost),
  },
  {
    name: 'baseline',
    heading: 'Baseline cost',
    numeric: true,
    cell: (part) => money(part.exact.baseline_cost),
  },
  { name: 'tasks', heading: 'Tasks', numeric: true, cell: (part) => count(part.tasks) },
];

/** The figures of the chart, latest first. */
export default function TrendTable({ trend }: { readonly trend: readonly TrendPart[] }) {
  return (
    <DataTable
      caption="Savings trend"
      columns={columns}
      rows={trend.toReversed()}
      rowKey={({ date }) => date}
    />
  );
}
