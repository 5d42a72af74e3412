import { score, smallMoney } from '../../shared/format/formats.ts';
import { readable } from '../../../../shared/shown/names.ts';
import { DataTable, type Column } from '../../shared/ui/data-table.tsx';
import { alternativesOf, compare, type Alternative } from './alternatives.ts';
import styles from './explanation.module.css';
import type { Explained } from './explanation.ts';

interface AlternativesProps {
  readonly decision: NonNullable<Explained['routing_decision']>;
  /** An exact decimal; null: not known. */
  readonly paid: string | null;
}

/** What else could have been chosen, and whether it was estimated to cost less than what was paid. */
export function Alternatives({ decision, paid }: AlternativesProps) {
  const alternatives = alternativesOf(decision.alternative_providers);
  if (alternatives.length === 0) {
    return <p className={styles['nothing']}>No alternative was considered.</p>;
  }
  return (
    <DataTable
      caption="Alternatives that were considered"
      columns={columnsOf(paid)}
      rows={alternatives}
      rowKey={(each) => `${each.provider} ${each.score} ${each.estimated_cost}`}
    />
  );
}

const columnsOf = (paid: string | null): readonly Column<Alternative>[] => [
  { name: 'provider', heading: 'Alternative', rowHeading: true, cell: (each) => readable(each.provider) },
  { name: 'score', heading: 'Score', numeric: true, cell: (each) => score(each.score) },
  {
    name: 'cost',
    heading: 'Estimated cost',
    numeric: true,
    cell: (each) => smallMoney(each.estimated_cost),
  },
  {
    name: 'difference',
    heading: 'Compared with actual cost',
    numeric: true,
    cell: ({ estimated_cost: cost }) => {
      const { words, isLess } = compare(cost, paid);
      return isLess ? <span className={styles['loss']}>{words}</span> : words;
    },
  },
];
