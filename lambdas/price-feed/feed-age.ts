import type { Database } from '../../shared/database/database.ts';
import { feedAge } from './feed-age.statement.ts';

/** Hours since a feed was last taken over; null when none ever was. */
export async function hoursSinceImport(database: Database, now: number): Promise<number | null> {
  const at = new Date(now).toISOString();
  const { hours } = await database.transaction((transaction) => feedAge.one(transaction, { now: at }));
  return hours;
}
