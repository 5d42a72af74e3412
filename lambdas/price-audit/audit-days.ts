import * as z from 'zod';
import type { Database } from '../../shared/database/database.ts';
import { days as daysToRead } from './days.statement.ts';
import { driftDetails, reconcile, type DriftedDay } from './reconcile.ts';
import { remember } from './remember.statement.ts';

/** Days without any change whose executions are read again each night: 90 days in three weeks, three years in nine months. */
const READ_AGAIN = 4;
/** Days per statement: 40 million executions in its time. */
const DAYS_AT_ONCE = 100;

const endedDays = z.array(z.object({ day: z.string(), details: driftDetails }));

export interface AuditedDays {
  /** Days whose rollups were compared with what their hash was. */
  readonly hashed: number;
  /** Days whose executions were read, added up and hashed. */
  readonly reconciled: number;
  /** Days of which something differs, which are recorded too. */
  readonly drifted: readonly DriftedDay[];
  /** False where the time was up before the end. */
  readonly complete: boolean;
}

interface AuditDaysOptions {
  /** `YYYY-MM-DDThh:mm:ssZ`. */
  readonly now: string;
  readonly allDays?: boolean | undefined;
  /** Asked before each statement but the first. */
  readonly timeIsUp: () => boolean;
}

/**
 * Compares an organization's days that are over with their executions: those that have changed since they were read last by the
 * executions themselves, the others by hashes, and of these a few by their executions as well, in turn.
 */
export async function auditDays(
  database: Database,
  organizationId: string,
  { now, allDays = false, timeIsUp }: AuditDaysOptions,
): Promise<AuditedDays> {
  const chosen = await database.transaction((transaction) =>
    daysToRead.one(transaction, { organizationId, now, most: READ_AGAIN, allDays }),
  );
  const drifted: DriftedDay[] = endedDays.parse(chosen.ended);
  let reconciled = 0;
  while (reconciled < chosen.days.length && (reconciled === 0 || !timeIsUp())) {
    const days = chosen.days.slice(reconciled, reconciled + DAYS_AT_ONCE);
    drifted.push(...(await read(database, organizationId, days, now)));
    reconciled += days.length;
  }
  return { hashed: chosen.compared, reconciled, drifted, complete: reconciled === chosen.days.length };
}

/** Compares days with their executions, and remembers the hashes of those that are as they should be. */
function read(
  database: Database,
  organizationId: string,
  days: readonly string[],
  now: string,
): Promise<readonly DriftedDay[]> {
  return database.transaction(async (transaction) => {
    const drifted = await reconcile(transaction, organizationId, days);
    const alike = days.filter((day) => !drifted.some((found) => found.day === day));
    const changed = await remember.run(transaction, { organizationId, days: alike, now });
    return [
      ...drifted,
      ...changed.map(({ day, details }) => ({ day, details: driftDetails.parse(details) })),
    ];
  });
}
