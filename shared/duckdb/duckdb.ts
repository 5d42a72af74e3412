import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { quote } from './quote.ts';

/** Beside it the function holds a page of rows, and parts of a file that is sent. */
const MEMORY = '512MB';

/** A database in memory that reads and writes files of one directory, and nothing else. */
export interface DuckDb {
  /** All rows of a query; every value of them is text, or null. */
  rows(sql: string): Promise<Readonly<Record<string, string | null>>[]>;
  run(sql: string): Promise<void>;
  close(): void;
}

/** @param directory of its files, and of what does not fit into memory */
export async function openDuckDb(directory: string): Promise<DuckDb> {
  const instance = await DuckDBInstance.create(':memory:', {
    // Parquet, JSON and time zones are part of the library: nothing is ever downloaded.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    memory_limit: MEMORY,
    threads: '2',
    temp_directory: `${directory}/spilled`,
    // Rows are compared as sets, and files written as they are read.
    preserve_insertion_order: 'true',
  });
  const connection = await instance.connect();
  await connection.run(`set allowed_directories = [${quote(directory)}]`);
  await connection.run('set enable_external_access = false');
  await connection.run('set lock_configuration = true');
  return {
    rows: (sql) => readRows(connection, sql),
    run: async (sql) => void (await connection.run(sql)),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function readRows(
  connection: DuckDBConnection,
  sql: string,
): Promise<Readonly<Record<string, string | null>>[]> {
  const reader = await connection.runAndReadAll(sql);
  const names = reader.deduplicatedColumnNames();
  return reader
    .getRows()
    .map((row) =>
      Object.fromEntries(
        row.map((value, index) => [names[index] ?? '', value === null ? null : String(value)]),
      ),
    );
}
