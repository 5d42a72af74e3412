import { createLogger } from '../../shared/logging/logger.ts';
import type { Context } from 'aws-lambda';
import { connect } from '../../shared/database/database.ts';
import { recordedRun } from '../../shared/schedules/recorded-run.ts';
import { createPartitions, type CreatedPartitions } from './create-partitions.ts';

const logger = createLogger();
const database = connect({ statementTimeout: 60_000 });
/** Left for one more week and the answer. */
const RESERVE_MS = 10_000;

/** Run by a schedule: creates the weekly partitions of the coming weeks, and any missing within the retention. */
export async function handler(_event: unknown, context: Context): Promise<CreatedPartitions> {
  const timeIsUp = () => context.getRemainingTimeInMillis() < RESERVE_MS;
  const result = await recordedRun(database, 'partitions', () =>
    createPartitions(database, Date.now(), timeIsUp),
  );
  logger.info('partitions are there', { ...result });
  return result;
}
