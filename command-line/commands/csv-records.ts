import { parse } from 'csv-parse/sync';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { UsageError } from '../trouble.ts';

const records = z.array(z.record(z.string(), z.string()));

/** The lines of a CSV, by the names of its header. @throws UsageError that says why it is none */
export async function csvRecords(file: string): Promise<z.output<typeof records>> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`${file} cannot be read`);
  });
  try {
    return records.parse(
      parse(text, { bom: true, columns: commaSeparated, skip_empty_lines: true, trim: true }),
    );
  } catch (error) {
    throw new UsageError(`${file} is no CSV: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The names of a header. @throws where it is one name with semicolons, as spreadsheets of some languages save it */
export function commaSeparated(names: readonly string[]): string[] {
  const [first = ''] = names;
  if (names.length === 1 && /[;\t]/.test(first)) {
    throw new Error('its columns are separated by semicolons or tabs; separate them by commas');
  }
  return [...names];
}
