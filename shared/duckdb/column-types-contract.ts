/** Types of columns of Parquet files, by DuckDB's names; amounts have no other than decimals. */
export type ColumnType =
  | 'VARCHAR'
  | 'BOOLEAN'
  | 'INTEGER'
  | 'BIGINT'
  | 'DOUBLE'
  | 'DATE'
  | 'TIMESTAMP'
  | `DECIMAL(${number},${number})`;

export type Columns = Readonly<Record<string, ColumnType>>;
