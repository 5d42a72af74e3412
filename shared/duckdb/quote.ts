/** A text in a statement of DuckDB. */
export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
