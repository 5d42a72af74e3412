import { setTimeout } from 'node:timers/promises';
import { limit } from './limits.ts';

/**
 * Waits for a condition that comes about by itself, for so many seconds of a quiet machine. What the condition throws
 * ends it: only what is not there yet is waited for.
 * @throws Error when that is too long
 */
export async function eventually<Result>(
  condition: () => Result | undefined | Promise<Result | undefined>,
  seconds = 20,
): Promise<Result> {
  const started = performance.now();
  for (;;) {
    const result = await condition();
    if (result !== undefined) return result;
    const waited = performance.now() - started;
    // The limit is that of this moment: the machine may have become busy meanwhile.
    if (waited > limit(seconds))
      throw new Error(`Nothing happened within ${Math.round(waited / 1000)} seconds.`);
    await setTimeout(20);
  }
}
