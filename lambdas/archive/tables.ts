import { archivedTables, folders, type ArchivedTable } from '../../shared/archive/columns-contract.ts';
import { views } from '../../shared/archive/views-contract.ts';
import type { DuckDb } from '../../shared/duckdb/duckdb.ts';
import { quote } from '../../shared/duckdb/quote.ts';

/** The files of each table that are to be seen, by their paths, in folders that name organization and week. */
export type Files = Readonly<Record<ArchivedTable, readonly string[]>>;

/** Makes the tables of the archive of files, and the views over them. */
export async function defineTables(duckDb: DuckDb, files: Files): Promise<void> {
  await defineTable(duckDb, 'task_executions', files);
  await defineTable(duckDb, 'routing_decisions', files);
  await defineTable(duckDb, 'execution_flags', files);
  for (const { name, text } of views) await duckDb.run(`create view ${name} as ${text}`);
}

async function defineTable(duckDb: DuckDb, table: ArchivedTable, files: Files): Promise<void> {
  const columns = { ...archivedTables[table], ...folders };
  const typed = Object.entries(columns).map(([name, type]) => `cast(${name} as ${type}) as ${name}`);
  const paths = files[table];
  if (paths.length > 0) {
    const types = Object.entries(folders).map(([name, type]) => `${name}: ${type}`);
    await duckDb.run(
      `create view ${table} as select ${typed.join(', ')}
       from read_parquet([${paths.map(quote).join(', ')}], hive_partitioning = true, hive_types = {${types.join(', ')}})`,
    );
    return;
  }
  // A list of no files is refused.
  const none = Object.entries(columns).map(([name, type]) => `cast(null as ${type}) as ${name}`);
  await duckDb.run(`create view ${table} as select ${none.join(', ')} where false`);
}
