import { setTimeout } from 'node:timers/promises';
import { failureOf } from '../../shared/database/failure.ts';
import { inBatches, type Work } from './batches.ts';
import {
  deleteFlagsOfWeek,
  deleteKeysElsewhere,
  deleteReleasedOfWeek,
  dropWeek,
  endedWeeks,
} from './weeks.statement.ts';

const BATCH = 5_000;
/**
 * Milliseconds before each other attempt. What stores or reads executions now holds their tables for as long as it takes, some tenths
 * of a second, and of eight instances of ingest one may always be slow: beside a single one on a busy machine one attempt alone was in vain.
 */
const PAUSES_MS = [100, 200, 400, 800, 1_600, 3_200];

export interface DroppedWeeks {
  readonly weeks: number;
  /** Weeks that are left for the next run: the time was up, or somebody held the table. */
  readonly left: number;
}

/**
 * Drops the weeks of which no organization keeps a day, with what else there is of their executions. Nobody waits
 * for it for longer than 0.2 s at once; where a long transaction holds the table the week is left for the next run. So it is
 * where another run of this job is at the same week.
 */
export async function dropEndedWeeks(work: Work, now: string): Promise<DroppedWeeks> {
  const ended = await work.database.transaction((transaction) => endedWeeks.run(transaction, { now }));
  let dropped = 0;
  for (const [index, { week }] of ended.entries()) {
    const outcome = await drop(work, week);
    if (outcome === 'left') return { weeks: dropped, left: ended.length - index };
    if (outcome === 'dropped') dropped += 1;
  }
  return { weeks: dropped, left: 0 };
}

/** @returns 'nothing' where only keys were left, and more of them are kept than may be moved at once */
async function drop(work: Work, week: string): Promise<'dropped' | 'nothing' | 'left'> {
  try {
    if (!(await deleteRest(work, week))) return 'left';
    const dropped = await dropPatiently(work, week);
    return dropped ? 'dropped' : 'nothing';
  } catch (error) {
    const failure = failureOf(error);
    if (failure === 'lock' || failure === 'conflict') return 'left';
    throw error;
  }
}

/** @returns whether there was anything. @throws where each attempt found somebody who holds a table */
async function dropPatiently(
  { database, timeIsUp, pause = setTimeout }: Work,
  week: string,
): Promise<boolean> {
  const attempt = async () =>
    (await database.transaction((transaction) => dropWeek.one(transaction, { week }))).dropped;
  for (const milliseconds of PAUSES_MS) {
    try {
      return await attempt();
    } catch (error) {
      if (failureOf(error) !== 'lock' || timeIsUp()) throw error;
      await pause(milliseconds);
    }
  }
  return attempt();
}

/** What there is of the executions of a week outside its partitions. @returns whether all of it is deleted */
async function deleteRest(work: Work, week: string): Promise<boolean> {
  if (!(await deleteKeys(work, week))) return false;
  for (const statement of [deleteFlagsOfWeek, deleteReleasedOfWeek]) {
    const { isDone } = await inBatches(
      work,
      async (transaction, most) => (await statement.one(transaction, { week, most })).deleted,
    );
    if (!isDone) return false;
  }
  return true;
}

/** From the beginning in every run: what is deleted already costs a look into an index. @returns whether all are */
async function deleteKeys({ database, timeIsUp, batchSize = BATCH }: Work, week: string): Promise<boolean> {
  let after: { readonly organization_id: string; readonly id: string } | undefined;
  // Each page begins with the last of the one before.
  const most = Math.max(2, batchSize);
  while (!timeIsUp()) {
    const [last] = await database.transaction((transaction) =>
      deleteKeysElsewhere.run(transaction, {
        week,
        afterOrganizationId: after?.organization_id,
        afterId: after?.id,
        most,
      }),
    );
    if (last === undefined || last.executions < most) return true;
    after = last;
  }
  return false;
}
