import type { Columns, ColumnType } from '../../shared/duckdb/column-types-contract.ts';

/** Columns as Glue's tables have them: types of Hive. */
export const glueColumns = (columns: Columns): { readonly name: string; readonly type: string }[] =>
  Object.entries(columns).map(([name, type]) => ({ name, type: hiveType(type) }));

/** Columns as Athena's views have them: types of Trino. Times of Hive's tables have milliseconds there. */
export const trinoColumns = (columns: Columns): { readonly name: string; readonly type: string }[] =>
  Object.entries(columns).map(([name, type]) => ({
    name,
    type: type === 'TIMESTAMP' ? 'timestamp(3)' : type.toLowerCase(),
  }));

function hiveType(type: ColumnType): string {
  if (type === 'VARCHAR') return 'string';
  if (type === 'INTEGER') return 'int';
  return type.toLowerCase();
}
