import pg from 'pg';
import { databaseSettings, writerSettings, type DatabaseSettings } from './database-settings.ts';
import { rowTypes } from './row-types.ts';

const UNDEFINED_PASSWORD = '28P01';
const INVALID_AUTHORIZATION = '28000';

/** One value of a row, as a statement's parameter; a Buffer goes in binary. */
export type Parameter = string | number | boolean | null | Buffer;

export interface Transaction {
  /** Runs one statement with positional parameters; values of its rows are read as row-types.ts says. */
  readonly query: (
    text: string,
    parameters?: readonly Parameter[],
  ) => Promise<pg.QueryResult<Record<string, unknown>>>;
}

export interface Database {
  /**
   * Runs `work` in one transaction: committed when it resolves, rolled back when it rejects. Nothing of a session
   * outlives it, so it is safe behind a transaction pooler.
   * @throws pg.DatabaseError, or Error when the connection cannot be had or the statement exceeds its time
   */
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /**
   * Runs `work` beside what `transaction` does, on a connection of its own: to the writer, also where `transaction` asks a
   * replica. For what a request leaves behind and nobody is to wait for: a statement ends after a second.
   */
  aside<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  end(): Promise<void>;
}

export interface DatabaseOptions {
  /** The longest a statement may take, in milliseconds; enforced by the server and, a second later, the client. */
  readonly statementTimeout: number;
  /** The most connections at once; 1 unless given. */
  readonly connections?: number;
  readonly settings?: () => Promise<DatabaseSettings>;
}

const ASIDE_TIMEOUT_MS = 1_000;

/** A connection is made on first use and kept between invocations. */
export function connect(options: DatabaseOptions): Database {
  const main = createPool({ settings: databaseSettings, ...options });
  const beside = createPool({
    settings: options.settings ?? writerSettings,
    statementTimeout: ASIDE_TIMEOUT_MS,
  });
  return {
    transaction: (work) => main.transaction(work),
    aside: (work) => beside.transaction(work),
    end: async () => void (await Promise.all([main.end(), beside.end()])),
  };
}

/**
 * A pool of one connection unless told otherwise. When the server refuses the password (the secret was rotated), the
 * secret is read again and connecting is tried once more.
 */
function createPool(
  options: DatabaseOptions & Required<Pick<DatabaseOptions, 'settings'>>,
): Pick<Database, 'transaction' | 'end'> {
  const readSettings = options.settings;
  let pool: Promise<pg.Pool> | undefined;

  async function open(): Promise<pg.Pool> {
    const settings = await readSettings();
    const created = new pg.Pool({
      ...settings,
      max: options.connections ?? 1,
      // The server ends idle sessions of a paused or failed-over cluster; a new one is made on next use.
      idleTimeoutMillis: 300_000,
      connectionTimeoutMillis: 10_000,
      query_timeout: options.statementTimeout + 1_000,
      keepAlive: true,
      types: rowTypes,
    });
    // An idle connection that breaks must not end the process: the pool discards it and makes another.
    created.on('error', () => undefined);
    return created;
  }

  async function client(): Promise<pg.PoolClient> {
    const current = (pool ??= open());
    try {
      return await (await current).connect();
    } catch (error) {
      // The pool itself survives an outage; only without settings, or with those of old, another one is needed.
      const refused = isRefusedPassword(error);
      const opened = await current.then(Boolean, () => false);
      if (opened && !refused) throw error;
      // Another caller may have replaced it already, or may still be using a connection of it.
      if (pool === current) pool = undefined;
      void current.then((broken) => broken.end()).catch(ignore);
      if (!refused) throw error;
      pool ??= open();
      return await (await pool).connect();
    }
  }

  return {
    async transaction(work) {
      const connection = await client();
      connection.on('error', ignore);
      let failure: Error | undefined;
      try {
        await connection.query(`begin; set local statement_timeout = ${options.statementTimeout}`);
        const result = await work({
          query: (text, parameters = []) => connection.query(text, [...parameters]),
        });
        await connection.query('commit');
        return result;
      } catch (error) {
        failure = await rollback(connection);
        throw error;
      } finally {
        connection.off('error', ignore);
        connection.release(failure);
      }
    },
    async end() {
      await (await pool)?.end();
      pool = undefined;
    },
  };
}

function ignore(): void {
  // The error also rejects the query or the attempt to connect, which is where it is handled.
}

/** The reason not to reuse the connection: its state is unknown when it cannot even roll back. */
async function rollback(connection: pg.PoolClient): Promise<Error | undefined> {
  try {
    await connection.query('rollback');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function isRefusedPassword(error: unknown): boolean {
  return (
    error instanceof pg.DatabaseError &&
    (error.code === UNDEFINED_PASSWORD || error.code === INVALID_AUTHORIZATION)
  );
}
