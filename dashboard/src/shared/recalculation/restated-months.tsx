import { count, money, month } from '../format/formats.ts';
import { Chip } from '../ui/chip.tsx';
import { DataTable, type Column } from '../ui/data-table.tsx';
import type { ShownRecalculation } from './recalculation.ts';

type Month = ShownRecalculation['restated'][number];

const columns: readonly Column<Month>[] = [
  {
    name: 'month',
    heading: 'Restated month',
    help: 'restated',
    rowHeading: true,
    cell: ({ month: first, closed }) => (
      <>
        {month(first)} {closed && <Chip kind="warning">Closed</Chip>}
      </>
    ),
  },
  {
    name: 'changed',
    heading: 'Executions changed',
    numeric: true,
    cell: ({ executions_changed: changed }) => count(changed),
  },
  {
    name: 'cost',
    heading: 'Actual cost',
    numeric: true,
    cell: ({ actual_cost_before: before, actual_cost_after: after }) => `${money(before)} → ${money(after)}`,
  },
  {
    name: 'savings',
    heading: 'Savings',
    numeric: true,
    cell: ({ savings_before: before, savings_after: after }) => `${money(before)} → ${money(after)}`,
  },
];

/** The months that a recalculation moves. */
export function RestatedMonths({ months }: { readonly months: readonly Month[] }) {
  return (
    <DataTable
      caption="Restated months"
      columns={columns}
      rows={months}
      rowKey={({ month: first }) => first}
    />
  );
}
