import { kindOf, type Kind } from '../../../shared/database/row-types.ts';
import type { Texts } from '../../../shared/database/transaction.ts';
import { csvCell, csvRecord, textCell } from '../csv.ts';
import { columns, textColumns } from './exported-row.ts';

/** How rows become a file. Rows are not read: what PostgreSQL writes of most values is what is in the file. */
interface Format {
  readonly contentType: string;
  /** What comes before the first row. */
  readonly header: string;
  /** The rows of a page, each with its line end. */
  readonly lines: (page: Texts) => string;
}

type Write = (value: string) => string;

/** One column of the file: where a page has it, and how its values are written. */
interface Field {
  readonly index: number;
  /** What is before a value in JSON. */
  readonly key: string;
  readonly write: Write;
}

/** The fields in the order of the file: the statement's columns are another list. */
function fieldsOf(page: Texts, writeOf: (column: (typeof columns)[number], kind: Kind) => Write): Field[] {
  const indexes = new Map(page.columns.map(({ name }, index) => [name, index]));
  return columns.map((column, at) => {
    const index = indexes.get(column) ?? -1;
    const key = `${at === 0 ? '{' : ','}${JSON.stringify(column)}:`;
    return { index, key, write: writeOf(column, kindOf(page.columns[index]?.type)) };
  });
}

const asItIs: Write = (value) => value;
const truth: Write = (value) => (value === 't' ? 'true' : 'false');
/** With an exponent only where JavaScript has one. */
const double: Write = (value) => String(Number(value));
const ofOthers: Write = (value) => csvCell(textCell(value));

/** In CSV everything that needs no quotes is as it is. */
const cells: Readonly<Record<Kind, Write>> = {
  boolean: truth,
  integer: asItIs,
  decimal: asItIs,
  double,
  text: csvCell,
};

const csv: Format = {
  contentType: 'text/csv; charset=utf-8; header=present',
  header: csvRecord(columns),
  lines: (page) => {
    const fields = fieldsOf(page, (column, kind) => (textColumns.has(column) ? ofOthers : cells[kind]));
    let text = '';
    for (const row of page.rows) {
      let separator = '';
      for (const { index, write } of fields) {
        const value = row[index] ?? null;
        text += value === null ? separator : separator + write(value);
        separator = ',';
      }
      text += '\r\n';
    }
    return text;
  },
};

/** Decimals are exact, as text. */
const jsonValues: Readonly<Record<Kind, Write>> = {
  boolean: truth,
  integer: asItIs,
  decimal: JSON.stringify,
  double,
  text: JSON.stringify,
};

const ndjson: Format = {
  contentType: 'application/x-ndjson; charset=utf-8',
  header: '',
  lines: (page) => {
    const fields = fieldsOf(page, (_column, kind) => jsonValues[kind]);
    let text = '';
    for (const row of page.rows) {
      for (const { index, key, write } of fields) {
        const value = row[index] ?? null;
        text += value === null ? `${key}null` : key + write(value);
      }
      text += '}\n';
    }
    return text;
  },
};

/** Lines of JSON, which become the file at the end. */
const parquet: Format = { ...ndjson, contentType: 'application/vnd.apache.parquet' };

export const formats = { csv, ndjson, parquet };
