import { archiveDay, type ArchiveOptions } from './archive-day.ts';
import { dueDays } from './days.statement.ts';
import { DoesNotFit } from '../../shared/duckdb/write-parquet.ts';

/** A week is put into files when it is over for so many days: most of what comes late has come by then. */
export const SETTLED_DAYS = 2;

export interface ArchiveRun extends ArchiveOptions {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly timeIsUp: () => boolean;
  /** Told of each day that could not be put into files. */
  readonly onRefused: (refused: {
    readonly organizationId: string;
    readonly day: string;
    readonly why: string;
  }) => void;
}

export interface ArchiveResult {
  /** Days of organizations that were put into files, and the executions and bytes of them. */
  readonly days: number;
  readonly executions: number;
  readonly bytes: number;
  /** Days that differ from the rollups, or have a value that fits no file. They are tried again by the next run. */
  readonly refused: number;
  /** Days that are left for the next run: the time was up. */
  readonly left: number;
}

/**
 * Puts the days of weeks that are over into files, the oldest first, each by itself: killed at any point, the next run goes on with
 * what is left. What holds up one day holds up no other.
 */
export async function archive(run: ArchiveRun): Promise<ArchiveResult> {
  const { database, now, timeIsUp, onRefused } = run;
  const due = await database.transaction((transaction) =>
    dueDays.run(transaction, { now: new Date(now).toISOString(), settledDays: SETTLED_DAYS }),
  );
  const sum = { days: 0, executions: 0, bytes: 0, refused: 0 };
  for (const [done, day] of due.entries()) {
    if (timeIsUp()) return { ...sum, left: due.length - done };
    const outcome = await archiveDay(day, run).catch((error: unknown) => {
      if (!(error instanceof DoesNotFit)) throw error;
      return { archived: false, difference: error.message } as const;
    });
    if (outcome === undefined) continue;
    if (outcome.archived) {
      sum.days += 1;
      sum.executions += outcome.executions;
      sum.bytes += outcome.bytes;
    } else {
      sum.refused += 1;
      onRefused({ organizationId: day.organization_id, day: day.day, why: outcome.difference });
    }
  }
  return { ...sum, left: 0 };
}
