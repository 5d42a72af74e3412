import type pg from 'pg';

/** One value of a row, as a statement's parameter; a Buffer goes in binary. */
export type Parameter = string | number | boolean | null | Buffer;

export interface Transaction {
  /** Runs one statement with positional parameters; values of its rows are read as row-types.ts says. */
  readonly query: (
    text: string,
    parameters?: readonly Parameter[],
  ) => Promise<pg.QueryResult<Record<string, unknown>>>;
  /**
   * The same of many rows: their values as PostgreSQL writes them, by position, which costs half of what reading them does, and the
   * columns that they are of.
   */
  readonly texts: (text: string) => Promise<Texts>;
}

export interface Texts {
  readonly columns: readonly { readonly name: string; readonly type: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
}

export interface TransactionOptions {
  /** When it aborts, the connection is destroyed: what had not been committed is rolled back. */
  readonly signal?: AbortSignal | undefined;
}
