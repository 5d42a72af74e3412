import type { Database } from '../../shared/database/database.ts';
import { dataAge } from './data-age.statement.ts';

/** How old the data of the list prices are, in days, whenever they were read; null when there are none. */
export async function daysOfData(database: Database, now: number): Promise<number | null> {
  const at = new Date(now).toISOString();
  const { days } = await database.transaction((transaction) => dataAge.one(transaction, { now: at }));
  return days;
}
