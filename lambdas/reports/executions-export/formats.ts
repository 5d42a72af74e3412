import { csvRecord, textCell } from '../csv.ts';
import { columns, textColumns, type ExportedRow } from './exported-row.ts';

/** How rows become a file. */
interface Format {
  readonly contentType: string;
  /** What comes before the first row. */
  readonly header: string;
  /** One row, its line end included. */
  readonly line: (row: ExportedRow) => string;
}

const csv: Format = {
  contentType: 'text/csv; charset=utf-8; header=present',
  header: csvRecord(columns),
  line: (row) =>
    csvRecord(
      columns.map((column) => {
        const cell = row[column];
        return typeof cell === 'string' && textColumns.has(column) ? textCell(cell) : cell;
      }),
    ),
};

/** Written by name: the statement's columns are another list. */
const inOrder = [...columns];

const ndjson: Format = {
  contentType: 'application/x-ndjson; charset=utf-8',
  header: '',
  line: (row) => `${JSON.stringify(row, inOrder)}\n`,
};

export const formats = { csv, ndjson };
