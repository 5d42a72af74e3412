import { failureOf } from '../../shared/database/failure.ts';
import type { Work } from './batches.ts';
import { deleteKeysOfWeek, dropWeek, endedWeeks } from './weeks.statement.ts';

const BATCH = 5_000;

export interface DroppedWeeks {
  readonly weeks: number;
  /** Weeks that are left for the next run: the time was up, or somebody held the table. */
  readonly left: number;
}

/**
 * Drops the weeks of which no organization keeps a day, with what else there is of their executions. Where a long
 * transaction holds the table the week is left for the next run, before anybody has waited for longer than 0.2 s. So it is
 * where another run of this job is at the same week.
 */
export async function dropEndedWeeks(work: Work, now: string): Promise<DroppedWeeks> {
  const ended = await work.database.transaction((transaction) => endedWeeks.run(transaction, { now }));
  let dropped = 0;
  for (const { week } of ended) {
    if (!(await drop(work, week))) {
      return { weeks: dropped, left: ended.length - dropped };
    }
    dropped += 1;
  }
  return { weeks: dropped, left: 0 };
}

/** @returns false where it is left for the next run */
async function drop(work: Work, week: string): Promise<boolean> {
  try {
    if (!(await deleteKeys(work, week))) return false;
    await work.database.transaction((transaction) => dropWeek.one(transaction, { week }));
    return true;
  } catch (error) {
    const failure = failureOf(error);
    if (failure === 'lock' || failure === 'conflict') return false;
    throw error;
  }
}

/** From the beginning in every run: what is deleted already costs a look into an index. @returns whether all are */
async function deleteKeys({ database, timeIsUp, batchSize = BATCH }: Work, week: string): Promise<boolean> {
  let after: { readonly organization_id: string; readonly id: string } | undefined;
  while (!timeIsUp()) {
    const [last] = await database.transaction((transaction) =>
      deleteKeysOfWeek.run(transaction, {
        week,
        afterOrganizationId: after?.organization_id,
        afterId: after?.id,
        most: batchSize,
      }),
    );
    if (last === undefined || last.executions < batchSize) return true;
    after = last;
  }
  return false;
}
