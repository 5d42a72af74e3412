import { Logger } from '@aws-lambda-powertools/logger';
import { connect } from '../../shared/database/database.ts';
import { ensurePartitions } from './ensure-partitions.statement.ts';

const logger = new Logger();
const database = connect({ statementTimeout: 60_000 });

/** Run by a schedule: creates the weekly partitions of the coming weeks, and any missing within the retention. */
export async function handler(): Promise<{ created: number }> {
  const { created } = await database.transaction((transaction) => ensurePartitions.one(transaction));
  logger.info('partitions are there', { created });
  return { created };
}
