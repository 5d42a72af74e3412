import type { Database } from '../database/database.ts';
import { createLogger } from '../logging/logger.ts';
import type { ScheduledJob } from './contract.ts';
import { runFailed, runSucceeded } from './runs.statement.ts';

const logger = createLogger();

/**
 * Runs a job, and leaves in `job_runs` when that ended and how, for whoever asks whether schedules run. A mark that cannot be
 * written fails no job: that it is missing says the same.
 * @throws what `work` throws
 */
export async function recordedRun<T>(
  database: Database,
  job: ScheduledJob,
  work: () => Promise<T>,
): Promise<T> {
  const start = Date.now();
  try {
    const result = await work();
    const seconds = (Date.now() - start) / 1_000;
    await mark(database, (transaction) => runSucceeded.run(transaction, { job, seconds }));
    return result;
  } catch (error) {
    await mark(database, (transaction) => runFailed.run(transaction, { job, failure: kindOf(error) }));
    throw error;
  }
}

async function mark(database: Database, write: Parameters<Database['transaction']>[0]): Promise<void> {
  await database.transaction(write).catch((error: unknown) => {
    logger.warn('the end of a run was not recorded', { error });
  });
}

/** The name of an error with PostgreSQL's or Node's code; never its message. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}
