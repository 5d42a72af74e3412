import { setTimeout } from 'node:timers/promises';
import { createExecution } from './execution.ts';
import { createRandom } from './random.ts';
import type { Sender } from './send.ts';

/** Between two runs that finish, on average. */
const MEAN_GAP_MS = 400;
const SHORTEST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

type Wait = (milliseconds: number, signal: AbortSignal) => Promise<unknown>;

export interface LiveOptions {
  readonly organizationId: string;
  readonly sender: Pick<Sender, 'send'>;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** Waits for so many milliseconds; rejects when the signal comes. */
  readonly wait?: Wait;
}

/** Sends runs as they finish, until the signal comes; then it resolves and nothing is sent any more. */
export async function runLive(options: LiveOptions): Promise<void> {
  const { organizationId, sender, now, signal, wait = pause } = options;
  const begun = now().getTime();
  const random = createRandom(begun);
  try {
    for (let number = 0; ; number++) {
      await wait(random.exponential(MEAN_GAP_MS), signal);
      const key = `live/${begun}/${number}`;
      const message = createExecution(random, { organizationId, key, finishedAt: now(), adoption: 1 });
      await untilSent(() => sender.send([message]), wait, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** A queue that is away for a moment is no reason to end: the same message is sent again, ever more slowly. */
async function untilSent(send: () => Promise<void>, wait: Wait, signal: AbortSignal): Promise<void> {
  for (let delay = SHORTEST_PAUSE_MS; ; delay = Math.min(2 * delay, LONGEST_PAUSE_MS)) {
    try {
      return await send();
    } catch {
      await wait(delay, signal);
    }
  }
}

const pause: Wait = (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal });
