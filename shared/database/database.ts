import { databaseSettings, writerSettings, type DatabaseSettings } from './database-settings.ts';
import { Pool } from './pool.ts';
import type { Transaction, TransactionOptions } from './transaction.ts';

export type { Parameter, Transaction } from './transaction.ts';

export interface Database {
  /**
   * Runs `work` in one transaction: committed when it resolves, rolled back when it rejects. Nothing of a session
   * outlives it, so it is safe behind a transaction pooler. Connections that were lost, or lead to a replica, are replaced.
   * @throws pg.DatabaseError, or Error when the connection cannot be had, is lost, a statement exceeds its time, or the signal
   * aborts; then also of what was committed if it was just being committed
   */
  transaction<T>(work: (transaction: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /**
   * Runs `work` beside what `transaction` does, on a connection of its own: to the writer, also where `transaction` asks a
   * replica. For what a request leaves behind and nobody is to wait for: a statement ends after a second.
   */
  aside<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  end(): Promise<void>;
}

export interface DatabaseOptions {
  /**
   * The longest a statement may take, in milliseconds; enforced by the server and, a second later, the client. How long it may wait
   * for a lock is a setting of the role (sql/roles.sql).
   */
  readonly statementTimeout: number;
  /** The most connections at once; 1 unless given. */
  readonly connections?: number;
  readonly settings?: () => Promise<DatabaseSettings>;
}

const ASIDE_TIMEOUT_MS = 1_000;

/** A connection is made on first use and kept between invocations. */
export function connect(options: DatabaseOptions): Database {
  const main = new Pool({ settings: databaseSettings, ...options });
  const beside = new Pool({
    settings: options.settings ?? writerSettings,
    statementTimeout: ASIDE_TIMEOUT_MS,
  });
  return {
    transaction: (work, transactionOptions) => main.transaction(work, transactionOptions),
    aside: (work) => beside.transaction(work),
    end: async () => void (await Promise.all([main.end(), beside.end()])),
  };
}
