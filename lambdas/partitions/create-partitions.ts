import type { Database } from '../../shared/database/database.ts';
import { ensureWeek, missingWeeks } from './ensure-partitions.statement.ts';

export interface CreatedPartitions {
  readonly created: number;
  /** Weeks that are left for the next call. */
  readonly missing: number;
}

/**
 * Creates the weekly partitions that are missing, newest first, each week in a transaction of its own: three years at once
 * are 465 tables, whose locks and time nobody else should wait for.
 * @param now epoch milliseconds
 */
export async function createPartitions(
  database: Database,
  now: number,
  timeIsUp: () => boolean,
): Promise<CreatedPartitions> {
  const at = new Date(now).toISOString();
  const weeks = await database.transaction((transaction) => missingWeeks.run(transaction, { now: at }));
  let created = 0;
  for (const [done, { week }] of weeks.entries()) {
    if (timeIsUp()) return { created, missing: weeks.length - done };
    created += (await database.transaction((transaction) => ensureWeek.one(transaction, { week }))).created;
  }
  return { created, missing: 0 };
}
