import type { Database, Transaction } from '../../shared/database/database.ts';
import { tryLockFold } from '../../shared/database/locks.statement.ts';
import { mergeDurations, refreshAggregations } from './refresh-aggregations.statement.ts';

/** How long a day's aggregations may be older than its rollups before they are made again, in milliseconds. */
export const REFRESH_AFTER = 3 * 60_000;
/** Organization-days per transaction: bounds its memory. */
const DAYS_AT_ONCE = 5_000;

/**
 * Makes the aggregations again of the days whose rollups were changed until then, and one segment of each day's durations. Apart from the
 * fold, which it would make three times as long: nothing that is read at once stands on it.
 * @param before milliseconds since 1970
 * @returns how many organization-days
 */
export async function refresh(database: Database, before: number, timeIsUp: () => boolean): Promise<number> {
  let refreshed = 0;
  while (!timeIsUp()) {
    const days = await database.transaction((transaction) => refreshOnce(transaction, before));
    refreshed += days;
    if (days < DAYS_AT_ONCE) break;
  }
  return refreshed;
}

/** None where a fold is at work: the next run does it. */
async function refreshOnce(transaction: Transaction, before: number): Promise<number> {
  const { held } = await tryLockFold.one(transaction);
  if (!held) return 0;
  const touched = await mergeDurations.one(transaction, {
    before: new Date(before).toISOString(),
    most: DAYS_AT_ONCE,
  });
  const { organization_ids: organizationIds, days } = touched;
  if (days.length > 0) await refreshAggregations.run(transaction, { organizationIds, days });
  return days.length;
}
