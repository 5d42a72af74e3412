import type { ServerMessage } from '../../shared/live/contract.ts';
import type { Change, Registry } from '../../shared/live/commands.ts';
import type { Delivery } from './post-hint.ts';

/** Time between two looks. A change is announced within this, or two seconds after the hint before it. */
export const LOOK_EVERY_MS = 1_000;
/**
 * Time between two starts of recalculations: each is a run beside those that are at work, and may take connections for as
 * long as the schedule's.
 */
export const START_EVERY_MS = 10_000;
/** Looks that may fail in a row, as during a failover, before the watch gives up. */
const MOST_FAILURES = 10;

export interface WatchOptions {
  /** Tells watches apart. */
  readonly watchId: string;
  readonly registry: Registry;
  readonly post: (connectionId: string, message: ServerMessage) => Promise<Delivery>;
  /** Ends a connection. */
  readonly close: (connectionId: string) => Promise<Delivery>;
  /** Begins a run of the recalculation job, and does not wait for it. */
  readonly startRecalculation: () => Promise<void>;
  readonly clock: () => number;
  /** Resolves when the clock says so, or later. */
  readonly sleepUntil: (time: number) => Promise<void>;
  /** When to leave it to the next watch. */
  readonly timeIsUp: () => boolean;
  readonly onFailure: (error: unknown) => void;
}

export interface WatchResult {
  readonly ended: 'idle' | 'replaced' | 'time_is_up';
  readonly delivered: number;
  readonly gone: number;
  readonly failed: number;
}

/**
 * Looks for changes and tells those who are connected, as long as there are any. Has what was asked to be recalculated
 * begun at once, which the job's schedule does up to a minute later.
 * @throws what the last of too many looks failed with
 */
export async function watch(options: WatchOptions): Promise<WatchResult> {
  const { watchId, registry, clock } = options;
  const counts = { delivered: 0, gone: 0, failed: 0 };
  const beginOnce = beginner(options);
  let isFirst = true;
  let failures = 0;
  while (!options.timeIsUp()) {
    const start = clock();
    try {
      const { status, changes, left, recalculation } = await registry.look({
        watchId,
        begin: isFirst,
        now: new Date(start),
      });
      if (status !== 'watching') return { ended: status, ...counts };
      isFirst = false;
      if (recalculation !== null) await beginOnce(recalculation, start);
      if (left.length > 0) await leave(options, left, counts);
      if (changes.length > 0) await announce(options, changes, start, counts);
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures > MOST_FAILURES) throw error;
      options.onFailure(error);
    }
    await options.sleepUntil(start + LOOK_EVERY_MS);
  }
  return { ended: 'time_is_up', ...counts };
}

/** Each recalculation has one run begun: one that this does not help waits for the schedule. */
function beginner({ startRecalculation, onFailure }: WatchOptions) {
  let begun: string | undefined;
  let next = -Infinity;
  return async (id: string, now: number): Promise<void> => {
    if (id === begun || now < next) return;
    begun = id;
    next = now + START_EVERY_MS;
    await startRecalculation().catch(onFailure);
  };
}

/** Whose membership has ended is told nothing more, and need not wait for it. What is not closed is given again. */
async function leave(
  { registry, close }: WatchOptions,
  left: readonly string[],
  counts: Record<Delivery, number>,
): Promise<void> {
  const closed = await Promise.all(left.map(async (id) => ({ id, outcome: await close(id) })));
  const gone = closed.filter(({ outcome }) => outcome !== 'failed').map(({ id }) => id);
  counts.gone += gone.length;
  counts.failed += left.length - gone.length;
  await registry.settle({ announced: [], gone });
}

/** What reached everybody is settled; the rest is given again by a later look. */
async function announce(
  { registry, post }: WatchOptions,
  changes: readonly Change[],
  now: number,
  counts: Record<Delivery, number>,
): Promise<void> {
  const message: ServerMessage = { type: 'changed', at: new Date(now).toISOString() };
  const gone: string[] = [];
  const told = await Promise.all(
    changes.map(async (change) => {
      const deliveries = await Promise.all(change.connection_ids.map((id) => post(id, message)));
      for (const [index, delivery] of deliveries.entries()) {
        counts[delivery] += 1;
        if (delivery === 'gone') gone.push(...change.connection_ids.slice(index, index + 1));
      }
      return { change, isComplete: !deliveries.includes('failed') };
    }),
  );
  const announced = told
    .filter(({ isComplete }) => isComplete)
    .map(({ change: { organization_id, state } }) => ({ organization_id, state }));
  await registry.settle({ announced, gone });
}
