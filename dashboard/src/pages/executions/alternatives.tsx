import { decimal, smallMoney } from '../../shared/format/formats.ts';
import { readable } from '../../../../shared/shown/names.ts';
import { DataTable, type Column } from '../../shared/ui/data-table.tsx';
import { alternativesOf, type Alternative } from './alternatives.ts';
import styles from './explanation.module.css';
import type { Explained } from './explanation.ts';

interface AlternativesProps {
  readonly decision: NonNullable<Explained['routing_decision']>;
  readonly paid: number | null;
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

const columnsOf = (paid: number | null): readonly Column<Alternative>[] => [
  { name: 'provider', heading: 'Alternative', rowHeading: true, cell: (each) => readable(each.provider) },
  { name: 'score', heading: 'Score', numeric: true, cell: (each) => decimal(each.score) },
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
      if (cost === null || paid === null) return '–';
      // To the decimals that are shown: a difference of floats has more.
      const more = Number((cost - paid).toFixed(6));
      if (more === 0) return 'the same';
      return more < 0 ? (
        <span className={styles['loss']}>{smallMoney(-more)} less</span>
      ) : (
        `${smallMoney(more)} more`
      );
    },
  },
];
