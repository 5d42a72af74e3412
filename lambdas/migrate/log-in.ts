import pg from 'pg';
import type { DatabaseSettings } from '../../shared/database/database-settings.ts';
import { failureOf } from '../../shared/database/failure.ts';

/** With five seconds between them, three minutes: as long as an instance takes that is being made or changed. */
const MOST_ATTEMPTS = 36;
const PAUSE_MS = 5_000;
/** The password, or the user: Secrets Manager may be changing it this moment. */
const REFUSED = new Set(['28P01', '28000']);

export interface LogInOptions {
  /** Read again before each attempt: the password may have been rotated since. */
  readonly settings: () => Promise<DatabaseSettings>;
  readonly pause?: (milliseconds: number) => Promise<void>;
  readonly onRefusal?: (error: Error, attempt: number) => void;
}

/**
 * A connection, also where the database or its password is just being made, replaced or rotated.
 * @throws the last refusal, after three minutes; at once what waiting cannot mend
 */
export async function logIn({ settings, pause = wait, onRefusal }: LogInOptions): Promise<pg.Client> {
  for (let attempt = 1; ; attempt += 1) {
    const client = new pg.Client({ ...(await settings()), connectionTimeoutMillis: 10_000 });
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => {});
      if (!Error.isError(error) || !mayPass(error) || attempt >= MOST_ATTEMPTS) throw error;
      onRefusal?.(error, attempt);
      await pause(PAUSE_MS);
    }
  }
}

function mayPass(error: Error): boolean {
  if (error instanceof pg.DatabaseError && REFUSED.has(error.code ?? '')) return true;
  // The driver's own words where a connection took too long, which is no failure of a query.
  return failureOf(error) === 'connection' || /timeout expired/.test(error.message);
}

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
