/** How far ahead of the clock an execution may start: the clocks of producers differ. In milliseconds. */
export const STARTS_AHEAD_MS = 5 * 60_000;

/**
 * Whether executions that start at `instant` (RFC 3339) or later may be stored by the time that a request received at
 * `now` is done. Twice the allowance: the one for producers' clocks, the other for ours and for waiting for locks.
 */
export function mayHaveStarted(instant: string, now: Date): boolean {
  return Date.parse(instant) < now.getTime() + 2 * STARTS_AHEAD_MS;
}
