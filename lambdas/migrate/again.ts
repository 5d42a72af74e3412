import { setTimeout } from 'node:timers/promises';
import { failureOf } from '../../shared/database/failure.ts';

export interface Patience {
  /** How often something is tried before its failure is that of the deployment. */
  readonly attempts: number;
  readonly pauseMs: number;
}

/** With 2 s of waiting for a lock and the pauses between, three minutes: longer than nearly all that holds one. */
export const PATIENCE: Patience = { attempts: 25, pauseMs: 5_000 };

/**
 * Does it again where another session held what it needed, or PostgreSQL ended it in favour of another: nothing was changed then.
 * Between the attempts those that had to wait behind it go on.
 * @throws the last failure
 */
export async function again<T>(
  what: string,
  work: () => Promise<T>,
  { attempts, pauseMs }: Patience,
  log: (line: string) => void,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const failure = failureOf(error);
      if (failure !== 'lock' && failure !== 'conflict') throw error;
      if (attempt >= attempts) {
        throw new Error(
          `${what}: another session held what it needs, ${attempt} times in a row. Nothing of it was changed: deploy again ` +
            '(docs/runbook.md, "A migration fails").',
          { cause: error },
        );
      }
      log(`${what} waits for another session, for the ${attempt}. time`);
      await setTimeout(pauseMs);
    }
  }
}

/** What is left goes on without this process, in the database or by another deployer: to be looked at again later. */
export class Unfinished extends Error {
  constructor() {
    super('The time is up while an index is being built, or another deployer is at work.');
    this.name = 'Unfinished';
  }
}

/** @throws Unfinished as soon as the signal aborts, whatever becomes of the work */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(new Unfinished());
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
