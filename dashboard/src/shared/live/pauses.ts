const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
/** A connection that ends sooner was none: one that is cut as soon as it is open would be opened again every second. */
const LIVED_MS = 30_000;

export interface Pauses {
  /** A connection is open. */
  readonly opened: () => void;
  /** It has ended, or could not be opened. @returns how long to wait before the next one, in milliseconds */
  readonly ended: () => number;
}

/**
 * How long to wait between connections: twice as long after each that did not live, up to a minute.
 * @param random from 0 to 1
 */
export function pausesBetweenConnections(now: () => number, random: () => number): Pauses {
  let failures = 0;
  let openedAt: number | undefined;
  return {
    opened: () => {
      openedAt = now();
    },
    ended: () => {
      const hasLived = openedAt !== undefined && now() - openedAt >= LIVED_MS;
      failures = hasLived ? 0 : failures + 1;
      openedAt = undefined;
      // Full jitter: those who lost their connections together do not come back together.
      return FIRST_MS / 2 + random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** failures);
    },
  };
}
