/** Somebody's requests of a minute. */
interface Count {
  readonly minute: number;
  /** Of everybody who counts, as of the last answer. */
  known: number;
  /** Told, and not answered yet. */
  underWay: number;
  /** Counted here since then. */
  unreported: number;
  /** When the last exchange began, in epoch milliseconds. */
  exchangedAt: number;
}

/** How much somebody may ask. */
export interface Allowance {
  /** Requests in a minute. */
  readonly requests: number;
  /** Requests at the same time, and so about how many processes may be counting. */
  readonly atOnce: number;
}

/** Adds requests to those of everybody who counts. @param minute in epoch milliseconds @returns how many there are then */
export type Exchange = (minute: number, who: string, requests: number) => Promise<number>;

export interface Spent {
  /** Seconds until there are requests again; undefined where this one is within the limit. */
  readonly retryAfter: number | undefined;
  /** The exchange that this request has begun, to be waited for before the function may freeze. Never rejects. */
  readonly exchanged: Promise<void> | undefined;
}

export interface RequestRates {
  /** Counts a request. @param now epoch milliseconds */
  spend(who: string, allowance: Allowance, now: number, exchange: Exchange): Spent;
}

const MINUTE_MS = 60_000;
const EXCHANGE_MS = 1_000;
/** After a failed exchange: a request that begins one waits for it up to half a second. */
const PAUSE_MS = 10_000;
/** About 3 MB. Whoever is forgotten is known again with the next exchange. */
const MOST = 20_000;

/**
 * Counts requests by minutes of the clock, in every process by itself, and adds up with the others through the database: once a
 * second of somebody, and before that as soon as as many processes as may have requests at the same time would use up half of
 * what is left. So few requests wait for a count. Where each process has one request at a time, n of them let pass at most
 * n * (floor(requests / (2 * atOnce)) + 1) - 1 more than the limit: half of it, and one each, where there are as many as there may
 * be requests at once. That much takes one that spends nearly all within a second; of an even load (40 processes, 40 requests a
 * second each) 106 more than 600 passed. Once the limit is known to be reached nothing is asked for the rest of the minute.
 * While the database does not answer, every process lets as many pass as if it were alone.
 */
export function requestRates(): RequestRates {
  const counts = new Map<string, Count>();
  let pausedUntil = -Infinity;

  function countOf(who: string, now: number): Count {
    const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
    const found = counts.get(who);
    if (found?.minute === minute) return found;
    if (counts.size >= MOST) counts.clear();
    const count = { minute, known: 0, underWay: 0, unreported: 0, exchangedAt: -Infinity };
    counts.set(who, count);
    return count;
  }

  return {
    spend(who, { requests, atOnce }, now, exchange) {
      const count = countOf(who, now);
      const left = requests - count.known - count.underWay;
      if (count.unreported >= left) {
        return {
          retryAfter: Math.max(1, Math.ceil((count.minute + MINUTE_MS - now) / 1_000)),
          exchanged: undefined,
        };
      }
      count.unreported += 1;
      const isDue = now - count.exchangedAt >= EXCHANGE_MS || count.unreported * 2 * atOnce > left;
      if (!isDue || now < pausedUntil) return { retryAfter: undefined, exchanged: undefined };
      const reported = count.unreported;
      count.unreported = 0;
      count.underWay += reported;
      count.exchangedAt = now;
      const exchanged = exchange(count.minute, who, reported)
        .then(
          // Answers may come in another order than they were asked for: a count only grows.
          (total) => void (count.known = Math.max(count.known, total)),
          () => {
            count.unreported += reported;
            pausedUntil = now + PAUSE_MS;
          },
        )
        .finally(() => (count.underWay -= reported));
      return { retryAfter: undefined, exchanged };
    },
  };
}
