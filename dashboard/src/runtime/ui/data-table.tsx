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
  /** Names the row: a heading of it. */
  readonly rowHeading?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  /** What the table shows; read out, not seen. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

/** A table. What does not fit scrolls sideways, also with the keyboard. */
export function DataTable<Row>({ caption, columns, rows, rowKey }: DataTableProps<Row>) {
  const className = ({ numeric }: Column<Row>) => (numeric ? styles['number'] : undefined);
  return (
    // What scrolls has to take the focus, or the keyboard cannot scroll it.
    <div className={styles['scroller']} role="region" aria-label={caption} tabIndex={0}>
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
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) =>
                column.rowHeading ? (
                  <th key={column.name} scope="row" className={className(column)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.name} className={className(column)}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
