import { Logger } from '@aws-lambda-powertools/logger';
import { z } from 'zod';
import { connect } from '../../shared/database/database.ts';
import partitionsStatement from './ensure-partitions.sql';

const logger = new Logger();
const database = connect({ statementTimeout: 60_000 });
const rowsSchema = z.tuple([z.object({ created: z.number() })]);

/** Run by a schedule: creates the weekly partitions of the coming weeks, and any missing within the retention. */
export async function handler(): Promise<{ created: number }> {
  const { rows } = await database.transaction(({ query }) => query(partitionsStatement));
  const [{ created }] = rowsSchema.parse(rows);
  logger.info('partitions are there', { created });
  return { created };
}
