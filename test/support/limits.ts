// How long tests wait before they give up: the one place that limits come from.
import os from 'node:os';

/** What {@link work} takes where nothing else runs on the machine that the limits were chosen on. */
const QUIET_MS = 9;
/** However busy a machine is, what hangs ends: a limit of a minute after half an hour. */
const MOST = 30;
const MEASURED = 'PAYBACK_TEST_SLOWNESS';

/** A fixed piece of work for one processor. */
function work(): number {
  let hash = 0;
  for (let round = 0; round < 6_000_000; round += 1) hash = (Math.imul(hash, 31) + round) | 0;
  return hash;
}

/** Measures once how much slower this machine is than a quiet one, for this process and those that it starts. */
export function measureSlowness(): void {
  const started = performance.now();
  work();
  process.env[MEASURED] ??= String((performance.now() - started) / QUIET_MS);
}

/**
 * How many times as long as on a quiet machine anything may take now: as measured at the start, or as the load of the
 * last minute says, which a run that was started on a quiet machine needs. Two test workers alone make it about 2.
 */
export function slowness(): number {
  const load = 1 + (os.loadavg()[0] ?? 0) / os.availableParallelism();
  return Math.min(MOST, Math.max(Number(process.env[MEASURED] ?? 1), load));
}

/** @returns milliseconds for what takes at most so many seconds on a quiet machine */
export const limit = (seconds: number): number => Math.ceil(seconds * 1000 * slowness());
