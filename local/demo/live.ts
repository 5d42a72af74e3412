import { setTimeout } from 'node:timers/promises';
import { createExecution } from './execution.ts';
import { hasSum, impossible } from './faults.ts';
import { createRandom } from './random.ts';
import type { Sender } from './send.ts';

/** Between two runs that finish, on average: lively for whoever has just started it and looks. */
const FIRST_GAP_MS = 400;
/** The pace of the history in its last working hours, about 15 an hour. */
const LAST_GAP_MS = 240_000;
/**
 * In between the gap is this part of the time since the start. So what is sent grows with its logarithm, about 80 runs in
 * the first minute and 200 in the first hour: a working day of the history has 140, and today's bar in a chart of it
 * stays of their size.
 */
const GAP_SHARE = 1 / 30;
/** Of the runs of the older router, which are a third of some 140 a day: about once a day. */
const FAULTY = 1 / 45;
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

/**
 * Sends runs as they finish, at first many and in the end as few as the history has, until the signal comes; then it
 * resolves and nothing is sent after that.
 */
export async function runLive(options: LiveOptions): Promise<void> {
  const { organizationId, sender, now, signal, wait = pause } = options;
  const begun = now().getTime();
  const random = createRandom(begun);
  try {
    for (let number = 0; ; number++) {
      await wait(random.exponential(meanGap(now().getTime() - begun)), signal);
      const key = `live/${begun}/${number}`;
      const message = createExecution(random, { organizationId, key, finishedAt: now(), adoption: 1 });
      await untilSent(() => sender.send([message]), wait, signal);
      if (hasSum(message) && random.share() < FAULTY) {
        await untilSent(() => sender.send([impossible(message)]), wait, signal);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

const meanGap = (sinceStart: number): number =>
  Math.min(Math.max(FIRST_GAP_MS, sinceStart * GAP_SHARE), LAST_GAP_MS);

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
