import type { ReactNode } from 'react';
import styles from './data-table.module.css';
import { Help, type Term } from './help.tsx';

export interface Column<Row> {
  /** Unique within the table. */
  readonly name: string;
  readonly heading: ReactNode;
  readonly help?: Term;
  /** Numbers are aligned to the right. */
  readonly numeric?: boolean;
  /** A short text, not to be broken: what does not fit scrolls. */
  readonly oneLine?: boolean;
  /** Names the row: a heading of it. */
  readonly rowHeading?: boolean;
  /** Once for all rows of a group, as its heading. */
  readonly groupHeading?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  /** What the table shows; read out, not seen. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Rows with the same one, which follow each other, belong together. */
  readonly groupKey?: (row: Row) => string;
}

/** A table. What does not fit scrolls sideways, also with the keyboard. */
export function DataTable<Row>({ caption, columns, rows, rowKey, groupKey }: DataTableProps<Row>) {
  const cells = (row: Row, group: readonly Row[]) =>
    columns.map((column) => {
      const classes = className(column);
      if (column.groupHeading) {
        if (row !== group[0]) return null;
        return (
          <th key={column.name} scope="rowgroup" rowSpan={group.length} className={classes}>
            <div className={styles['heading']}>{column.cell(row)}</div>
          </th>
        );
      }
      return column.rowHeading ? (
        <th key={column.name} scope="row" className={classes}>
          <div className={styles['heading']}>{column.cell(row)}</div>
        </th>
      ) : (
        <td key={column.name} className={classes}>
          {column.cell(row)}
        </td>
      );
    });
  return (
    // What scrolls has to take the focus, or the keyboard cannot scroll it.
    <div className={styles['scroller']} role="group" aria-label={caption} tabIndex={0}>
      <table className={styles['table']}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={className(column)}>
                {column.heading}
                {column.help && <Help term={column.help} />}
              </th>
            ))}
          </tr>
        </thead>
        {groupsOf(rows, groupKey).map((group) => (
          <tbody key={group[0] && rowKey(group[0])}>
            {group.map((row) => (
              <tr
                key={rowKey(row)}
                className={groupKey && row !== group[0] ? styles['continued'] : undefined}
              >
                {cells(row, group)}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function className<Row>({ numeric, oneLine }: Column<Row>): string | undefined {
  return numeric ? styles['number'] : oneLine ? styles['one-line'] : undefined;
}

function groupsOf<Row>(rows: readonly Row[], groupKey: ((row: Row) => string) | undefined) {
  if (!groupKey) return [rows];
  return [...Map.groupBy(rows, groupKey).values()];
}
