import { z } from 'zod';
import type { Database } from '../../shared/database/database.ts';
import statement from './feed-age.sql';

const rowsSchema = z.tuple([z.object({ hours: z.number().nullable() })]);

/** Hours since a feed was last taken over; null when none ever was. */
export async function hoursSinceImport(database: Database, now: number): Promise<number | null> {
  const at = new Date(now).toISOString();
  const { rows } = await database.transaction(({ query }) => query(statement, [at]));
  return rowsSchema.parse(rows)[0].hours;
}
