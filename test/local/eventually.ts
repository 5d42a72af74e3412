import { setTimeout } from 'node:timers/promises';

/** Waits for a condition that comes about by itself. @throws the last failure after `seconds` */
export async function eventually<Result>(
  condition: () => Result | undefined | Promise<Result | undefined>,
  seconds = 20,
): Promise<Result> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const result = await condition();
    if (result !== undefined) return result;
    if (Date.now() > end) throw new Error(`Nothing happened within ${seconds} seconds.`);
    await setTimeout(20);
  }
}
