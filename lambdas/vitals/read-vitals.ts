import type { Database } from '../../shared/database/database.ts';
import { vitals } from './vitals.statement.ts';

export interface Vitals {
  readonly pending: number;
  /** Seconds. */
  readonly pendingAge: number;
  readonly losingHour: number;
  readonly losingNow: number;
  /** USD of the tasks that started within an hour, rounded: for a chart. */
  readonly cost: number;
  /** Percent; undefined where nothing came. */
  readonly coverage: number | undefined;
  readonly uncovered: number;
  readonly silent: number;
  readonly organizations: number;
  readonly people: number;
  readonly loads: number;
  /** Percent. */
  readonly connections: number;
}

/** @throws pg.DatabaseError, as Database.transaction does */
export async function readVitals(database: Database, now: number): Promise<Vitals> {
  const at = new Date(now).toISOString();
  const row = await database.transaction((transaction) => vitals.one(transaction, { now: at }));
  const {
    pending_age: pendingAge,
    losing_hour: losingHour,
    losing_now: losingNow,
    coverage,
    ...counts
  } = row;
  return { ...counts, pendingAge, losingHour, losingNow, coverage: coverage ?? undefined };
}
