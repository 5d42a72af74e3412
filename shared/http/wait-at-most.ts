import { setTimeout } from 'node:timers/promises';

/** Waits for work that goes on by itself, or for so many milliseconds. @param work never rejects */
export async function waitAtMost(milliseconds: number, work: Promise<void>): Promise<void> {
  const ended = new AbortController();
  const time = setTimeout(milliseconds, undefined, { signal: ended.signal }).catch(() => undefined);
  await Promise.race([work.finally(() => ended.abort()), time]);
}
