import type { Columns } from './column-types-contract.ts';
import type { DuckDb } from './duckdb.ts';
import { quote } from './quote.ts';

/** A value that a file could only have as another one: the day stays where it is. */
export class DoesNotFit extends Error {
  override readonly name = 'DoesNotFit';
}

export interface Written {
  /** What a row is, for errors. */
  readonly what: string;
  readonly columns: Columns;
  /** A file of compressed lines of JSON, in which decimals are text. */
  readonly lines: string;
  /** The file to be made. */
  readonly file: string;
}

/**
 * Makes a Parquet file of lines of JSON that have a column `id` and those of the file.
 * @throws DoesNotFit that names the row, the column, its value and its type
 */
export async function writeParquet(duckDb: DuckDb, { what, columns, lines, file }: Written): Promise<void> {
  const names = Object.keys(columns).map((name) => `${name}: 'VARCHAR'`);
  await duckDb.run(
    `create or replace view lines as select * from read_json(${quote(lines)},
       format = 'newline_delimited', compression = 'gzip', columns = {${names.join(', ')}}, maximum_object_size = 67108864)`,
  );
  await assertFits(duckDb, what, columns);
  const typed = Object.entries(columns).map(([name, type]) => `cast(${name} as ${type}) as ${name}`);
  await duckDb.run(
    `copy (select ${typed.join(', ')} from lines) to ${quote(file)} (format parquet, compression zstd, row_group_size 100000)`,
  );
  await duckDb.run('drop view lines');
}

/** DuckDB rounds what has more decimals than its column, so each is read back and compared. */
async function assertFits(duckDb: DuckDb, what: string, columns: Columns): Promise<void> {
  const decimals = Object.entries(columns).filter(([, type]) => type.startsWith('DECIMAL'));
  if (decimals.length === 0) return;
  const changed = decimals.map(([name, type]) => [name, type, differs(name, type)] as const);
  const [found] = await duckDb.rows(
    `select id, ${decimals.map(([name]) => name).join(', ')} from lines
     where ${changed.map(([, , condition]) => condition).join(' or ')} limit 1`,
  );
  if (found === undefined) return;
  for (const [name, type, condition] of changed) {
    const [row] = await duckDb.rows(
      `select ${name} as value from lines where id = ${quote(String(found['id']))} and ${condition}`,
    );
    if (row) throw new DoesNotFit(`${what} ${found['id']}: ${name} ${row['value']} does not fit ${type}`);
  }
}

/** Null where it does not fit at all; a rounded one is another text, but for zeros behind its last decimal. */
function differs(name: string, type: string): string {
  const trimmed = (text: string) =>
    `case when ${text} like '%.%' then rtrim(rtrim(${text}, '0'), '.') else ${text} end`;
  const fitted = `cast(try_cast(${name} as ${type}) as varchar)`;
  return `(${name} is not null and (try_cast(${name} as ${type}) is null or ${trimmed(fitted)} <> ${trimmed(name)}))`;
}
