import { csvRecord, textCell } from '../csv.ts';
import type { presentEntry } from './entries.ts';

type Entry = ReturnType<typeof presentEntry>;

/** The columns of a file, in their order, which stays. */
const columns = [
  'id',
  'created_at',
  'organization_id',
  'actor',
  'action',
  'resource_type',
  'resource_id',
  'details',
  'address',
  'user_agent',
] as const satisfies readonly (keyof Entry)[];

export const formats = {
  csv: {
    contentType: 'text/csv; charset=utf-8; header=present',
    header: csvRecord(columns),
    line: (entry: Entry) =>
      csvRecord(
        columns.map((column) => {
          const cell = entry[column];
          if (cell === null || typeof cell === 'number') return cell;
          return textCell(typeof cell === 'string' ? cell : JSON.stringify(cell));
        }),
      ),
  },
  ndjson: {
    contentType: 'application/x-ndjson; charset=utf-8',
    header: '',
    line: (entry: Entry) => `${JSON.stringify(entry)}\n`,
  },
};
