import { applyRetention, type RetentionResult } from '../../lambdas/retention/retention.ts';
import type { Database } from '../../shared/database/database.ts';
import { store, type ExecutionFields } from './fixture.ts';
import type { TestDatabase } from './test-database.ts';

const DAY_MS = 86_400_000;

/** An instant so many days ago, at noon, UTC: whole days from any midnight. */
export function daysAgo(days: number): string {
  const noon = Math.floor(Date.now() / DAY_MS) * DAY_MS + DAY_MS / 2;
  return new Date(noon - days * DAY_MS).toISOString();
}

/** Sends executions that began so many days ago, now. */
export async function sendOld(
  database: TestDatabase,
  organizationId: string,
  days: readonly number[],
  fields: ExecutionFields = {},
): Promise<void> {
  // Noon of today may be ahead.
  const now = Date.now() + DAY_MS;
  const executions = days.map((each) => ({ ...fields, start_time: daysAgo(each), end_time: daysAgo(each) }));
  await store(database, organizationId, executions, new Date(now).toISOString());
}

/** As if ten minutes had passed since the job decided. */
export async function ripen({ admin }: TestDatabase): Promise<void> {
  await admin.query("update retention_cuts set decided_at = decided_at - interval '10 minutes'");
}

/** A run of the job, in batches of three, which asks again at once for what somebody holds. */
export const run = (
  database: Database,
  timeIsUp = () => false,
  pause: (milliseconds: number) => Promise<unknown> = () => Promise.resolve(),
): Promise<RetentionResult> =>
  applyRetention({ database, now: Date.now(), auditLogDays: 400, timeIsUp, batchSize: 3, pause });

/** The call that decides and the one that deletes. */
export async function runTwice(database: TestDatabase): Promise<RetentionResult> {
  await run(database.upkeep);
  await ripen(database);
  return run(database.upkeep);
}

export async function keepFor(database: TestDatabase, organizationId: string, days: number): Promise<void> {
  await database.admin.query('update organizations set retention_days = $2 where id = $1', [
    organizationId,
    days,
  ]);
}
