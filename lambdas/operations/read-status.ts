import type * as z from 'zod';
import type { Database } from '../../shared/database/database.ts';
import type { statusResult } from './contract.ts';
import { locks } from './locks.statement.ts';
import { jobRuns } from './job-runs.statement.ts';
import { server } from './server.statement.ts';
import { status } from './status.statement.ts';

/** A transaction that has been open for so long, in seconds, is told of. */
const LONG = 30;
/** Longer than any of ours keeps a lock that readers wait for; who holds it is known already. */
const LOCK_TIMEOUT_MS = 3_000;
/** Of the 30 s that the function has, with the time that connecting takes. */
const STATEMENT_TIMEOUT_MS = 12_000;

/**
 * How the deployment is. The server first, which waits for no lock; then the tables, whose failure is told beside it.
 * @throws pg.DatabaseError, or Error, when the database lets nobody in
 */
export async function readStatus(database: Database): Promise<z.input<typeof statusResult>> {
  const known = await database.transaction(async (transaction) => ({
    ...(await server.one(transaction)),
    sessions: await locks.run(transaction, { longerThan: LONG }),
  }));
  try {
    const figures = await database.transaction(async (transaction) => {
      await transaction.query(
        `set local lock_timeout = ${LOCK_TIMEOUT_MS}; set local statement_timeout = ${STATEMENT_TIMEOUT_MS}`,
      );
      return { ...(await status.one(transaction)), runs: await jobRuns.run(transaction) };
    });
    return { ...known, figures, failure: null };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return {
      ...known,
      sessions: await holders(database).catch(() => known.sessions),
      figures: null,
      failure,
    };
  }
}

/** All that is in a transaction: whoever locks a table that nobody else waits for has kept this from reading it. */
const holders = (database: Database) =>
  database.transaction((transaction) => locks.run(transaction, { longerThan: 0 }));
