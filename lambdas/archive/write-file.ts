import { archivedTables, type ArchivedTable } from '../../shared/archive/columns-contract.ts';
import type { DuckDb } from './duckdb.ts';
import { quote } from './quote.ts';

/** A value that a file could only have as another one: the day stays where it is. */
export class DoesNotFit extends Error {
  override readonly name = 'DoesNotFit';
}

/**
 * Makes a Parquet file of compressed lines of JSON, in which decimals are text.
 * @throws DoesNotFit that names the row, the column, its value and its type
 */
export async function writeFile(
  duckDb: DuckDb,
  { table, lines, file }: { readonly table: ArchivedTable; readonly lines: string; readonly file: string },
): Promise<void> {
  const columns = Object.entries(archivedTables[table]);
  const names = columns.map(([name]) => `${name}: 'VARCHAR'`);
  await duckDb.run(
    `create or replace view lines as select * from read_json(${quote(lines)},
       format = 'newline_delimited', compression = 'gzip', columns = {${names.join(', ')}}, maximum_object_size = 67108864)`,
  );
  await assertFits(duckDb, table);
  const typed = columns.map(([name, type]) => `cast(${name} as ${type}) as ${name}`);
  await duckDb.run(
    `copy (select ${typed.join(', ')} from lines) to ${quote(file)} (format parquet, compression zstd, row_group_size 100000)`,
  );
  await duckDb.run('drop view lines');
}

/** DuckDB rounds what has more decimals than its column, so each is read back and compared. */
async function assertFits(duckDb: DuckDb, table: ArchivedTable): Promise<void> {
  const decimals = Object.entries(archivedTables[table]).filter(([, type]) => type.startsWith('DECIMAL'));
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
    if (row) throw new DoesNotFit(`${table} ${found['id']}: ${name} ${row['value']} does not fit ${type}`);
  }
}

/** Null where it does not fit at all; a rounded one is another text, but for zeros behind its last decimal. */
function differs(name: string, type: string): string {
  const trimmed = (text: string) =>
    `case when ${text} like '%.%' then rtrim(rtrim(${text}, '0'), '.') else ${text} end`;
  const fitted = `cast(try_cast(${name} as ${type}) as varchar)`;
  return `(${name} is not null and (try_cast(${name} as ${type}) is null or ${trimmed(fitted)} <> ${trimmed(name)}))`;
}
