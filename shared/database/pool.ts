import pg from 'pg';
import type { Texts, Transaction, TransactionOptions } from './transaction.ts';
import type { DatabaseSettings } from './database-settings.ts';
import { spoilsConnection } from './failure.ts';
import { rowTypes, unread } from './row-types.ts';
import { timed } from './statement-durations.ts';

const UNDEFINED_PASSWORD = '28P01';
const INVALID_AUTHORIZATION = '28000';
/** How long the first statement on a connection may take: what was lost without a word shows there. */
const BEGIN_TIMEOUT_MS = 3_000;
/** How long a connection may take to be made: with the above, less than a function of the API has in all (15 s). */
const CONNECT_TIMEOUT_MS = { least: 5_000, most: 10_000 };
export interface PoolOptions {
  readonly statementTimeout: number;
  readonly connections?: number;
  readonly settings: () => Promise<DatabaseSettings>;
}

/**
 * A pool of one connection unless told otherwise. When the server refuses the password (the secret was rotated), the
 * secret is read again and connecting is tried once more.
 */
export class Pool {
  readonly #options: PoolOptions;
  readonly #begin: { readonly text: string; readonly query_timeout: number };
  #pool: Promise<pg.Pool> | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
    const { statementTimeout } = options;
    this.#begin = {
      // What else a session may take is a setting of its role: sql/roles.sql.
      text: `begin; set local statement_timeout = ${statementTimeout}`,
      query_timeout: Math.min(BEGIN_TIMEOUT_MS, statementTimeout + 1_000),
    };
  }

  async transaction<T>(
    work: (transaction: Transaction) => Promise<T>,
    { signal }: TransactionOptions = {},
  ): Promise<T> {
    const connection = await this.#begun(signal);
    let failure: Error | undefined;
    // A statement under way is not waited for: the socket closes, and PostgreSQL rolls back.
    const abandon = () => connection.release(abandoned(signal));
    signal?.addEventListener('abort', abandon);
    try {
      const result = await work({
        query: (text, parameters = []) => timed(() => connection.query(text, [...parameters])),
        texts: (text) => timed(() => textsOf(connection, text)),
      });
      await connection.query('commit');
      return result;
    } catch (error) {
      if (signal?.aborted) throw abandoned(signal);
      failure = spoilsConnection(error) ? asError(error) : await rollback(connection);
      throw error;
    } finally {
      signal?.removeEventListener('abort', abandon);
      if (!signal?.aborted) connection.release(failure);
    }
  }

  async end(): Promise<void> {
    await (await this.#pool)?.end();
    this.#pool = undefined;
  }

  /** A connection in a transaction. One that turns out to be lost at its first statement is replaced: nothing was done on it. */
  async #begun(signal: AbortSignal | undefined): Promise<pg.PoolClient> {
    for (let attempt = 1; ; attempt += 1) {
      signal?.throwIfAborted();
      const connection = await this.#client();
      try {
        signal?.throwIfAborted();
        await connection.query(this.#begin);
        signal?.throwIfAborted();
        return connection;
      } catch (error) {
        connection.release(asError(error));
        if (attempt > 1 || signal?.aborted || !spoilsConnection(error)) throw error;
      }
    }
  }

  async #client(): Promise<pg.PoolClient> {
    const current = (this.#pool ??= open(this.#options));
    try {
      return await (await current).connect();
    } catch (error) {
      // The pool itself survives an outage; only without settings, or with those of old, another one is needed.
      const refused = isRefusedPassword(error);
      const opened = await current.then(Boolean, () => false);
      if (opened && !refused) throw error;
      // Another caller may have replaced it already, or may still be using a connection of it.
      if (this.#pool === current) this.#pool = undefined;
      void current.then((broken) => broken.end()).catch(ignore);
      if (!refused) throw error;
      this.#pool ??= open(this.#options);
      return await (await this.#pool).connect();
    }
  }
}

async function textsOf(connection: pg.PoolClient, text: string): Promise<Texts> {
  const { fields, rows } = await connection.query<(string | null)[]>({
    text,
    rowMode: 'array',
    types: unread,
  });
  return { columns: fields.map((field) => ({ name: field.name, type: field.dataTypeID })), rows };
}

async function open({ settings, connections, statementTimeout }: PoolOptions): Promise<pg.Pool> {
  const created = new pg.Pool({
    ...(await settings()),
    max: connections ?? 1,
    // The server ends idle sessions of a paused or failed-over cluster; a new one is made on next use.
    idleTimeoutMillis: 300_000,
    connectionTimeoutMillis: Math.max(
      CONNECT_TIMEOUT_MS.least,
      Math.min(CONNECT_TIMEOUT_MS.most, statementTimeout),
    ),
    query_timeout: statementTimeout + 1_000,
    keepAlive: true,
    types: rowTypes,
  });
  // An idle connection that breaks must not end the process: the pool discards it and makes another.
  created.on('error', ignore);
  // Nor one that breaks between two queries. From its first moment on: what ends a session may come in the very packet that says
  // that it is ready, before whoever waits for it goes on.
  created.on('connect', (client) => client.on('error', ignore));
  return created;
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
    return asError(error);
  }
}

function isRefusedPassword(error: unknown): boolean {
  return (
    error instanceof pg.DatabaseError &&
    (error.code === UNDEFINED_PASSWORD || error.code === INVALID_AUTHORIZATION)
  );
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

const abandoned = (signal: AbortSignal | undefined): Error =>
  new Error('The transaction was abandoned', { cause: signal?.reason });
