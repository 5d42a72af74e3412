import { channel } from 'node:diagnostics_channel';
import * as z from 'zod';

/** Where every statement says how long it took: whoever wants to know listens, and nothing is kept for nobody. */
const durations = channel('payback:statement-duration');

/** Runs a statement. */
export async function timed<T>(statement: () => Promise<T>): Promise<T> {
  if (!durations.hasSubscribers) return await statement();
  const started = performance.now();
  try {
    return await statement();
  } finally {
    durations.publish(performance.now() - started);
  }
}

/** @param listen told the milliseconds of each statement of this process from now on, also of those that fail */
export function onStatement(listen: (milliseconds: number) => void): void {
  durations.subscribe((milliseconds) => listen(z.number().parse(milliseconds)));
}
