import { subtractDecimals } from '../../../../shared/shown/decimals.ts';
import { exactMoney, money } from '../format/formats.ts';
import { classNames } from '../ui/class-names.ts';
import { DataTable, type Column } from '../ui/data-table.tsx';
import { Help } from '../ui/help.tsx';
import type { ShownRecalculation } from './recalculation.ts';
import styles from './recalculation.module.css';

type Figures = Pick<ShownRecalculation, 'exact'>;

interface Row {
  readonly name: 'actual_cost' | 'savings';
  readonly heading: string;
  readonly exactBefore: string;
  readonly exactAfter: string;
}

const both = (rounded: string, exact: string) => (
  <>
    {rounded}
    <span className={styles['exact']}>{exact}</span>
  </>
);

const columns: readonly Column<Row>[] = [
  {
    name: 'figure',
    heading: 'Changed executions',
    rowHeading: true,
    cell: ({ heading, name }) => (
      <>
        {heading} <Help term={name === 'savings' ? 'savings' : 'actual-cost'} />
      </>
    ),
  },
  {
    name: 'before',
    heading: 'Before',
    numeric: true,
    cell: ({ exactBefore }) => both(money(exactBefore), exactMoney(exactBefore)),
  },
  {
    name: 'after',
    heading: 'After',
    numeric: true,
    cell: ({ exactAfter }) => both(money(exactAfter), exactMoney(exactAfter)),
  },
  {
    name: 'change',
    heading: 'Exact change',
    numeric: true,
    cell: ({ name, exactBefore, exactAfter }) => {
      const change = subtractDecimals(exactAfter, exactBefore);
      const isDown = change?.startsWith('-') ?? false;
      const isUp = !isDown && change !== '0';
      const isBad = name === 'savings' ? isDown : isUp;
      return (
        <span className={classNames(isBad && styles['loss'])}>
          {isUp && '+'}
          {exactMoney(change)}
        </span>
      );
    },
  },
];

/** Cost and savings before and after, rounded and exact. */
export function BeforeAfter({ caption, figures }: { readonly caption: string; readonly figures: Figures }) {
  const { exact } = figures;
  const rows: readonly Row[] = [
    {
      name: 'actual_cost',
      heading: 'Actual cost',
      exactBefore: exact.actual_cost_before,
      exactAfter: exact.actual_cost_after,
    },
    {
      name: 'savings',
      heading: 'Savings',
      exactBefore: exact.savings_before,
      exactAfter: exact.savings_after,
    },
  ];
  return <DataTable caption={caption} columns={columns} rows={rows} rowKey={({ name }) => name} />;
}
