import { dayOf } from '../../../../shared/figures/days.ts';

const HOUR_MS = 3_600_000;

/**
 * When a day begins in a time zone, also where the clock jumps over its midnight.
 * @param day as 2026-01-31
 * @returns RFC 3339, UTC
 */
export function firstInstantOf(day: string, timeZone: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // No zone is further from UTC; whole seconds, because zones of before 1970 differ by those.
  let before = (midnight - 15 * HOUR_MS) / 1_000;
  let within = (midnight + 15 * HOUR_MS) / 1_000;
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (dayOf(new Date(middle * 1_000), timeZone) < day) before = middle;
    else within = middle;
  }
  return new Date(within * 1_000).toISOString();
}
