/** Somebody's requests of a minute. */
interface Count {
  readonly minute: number;
  /** Of everybody who counts, as of the last exchange. */
  known: number;
  /** Counted here since then. */
  unreported: number;
  /** When the last exchange began, in epoch milliseconds. */
  exchangedAt: number;
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
  spend(who: string, limit: number, now: number, exchange: Exchange): Spent;
}

const MINUTE_MS = 60_000;
const EXCHANGE_MS = 1_000;
/** About 3 MB. Whoever is forgotten is known again with the next exchange. */
const MOST = 20_000;

/**
 * Counts requests by minutes of the clock, in every process by itself, and adds up with the others through the database: once a
 * second of somebody, and with each request from half of the limit on. So a request waits for no count, and over the limit are
 * at most those that were under way when it was reached, and what other processes counted of one second. Once the limit is known
 * to be reached nothing is asked for the rest of the minute.
 */
export function requestRates(): RequestRates {
  const counts = new Map<string, Count>();

  function countOf(who: string, now: number): Count {
    const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
    const found = counts.get(who);
    if (found?.minute === minute) return found;
    if (counts.size >= MOST) counts.clear();
    const count = { minute, known: 0, unreported: 0, exchangedAt: -Infinity };
    counts.set(who, count);
    return count;
  }

  return {
    spend(who, limit, now, exchange) {
      const count = countOf(who, now);
      if (count.known + count.unreported >= limit) {
        return {
          retryAfter: Math.max(1, Math.ceil((count.minute + MINUTE_MS - now) / 1_000)),
          exchanged: undefined,
        };
      }
      count.unreported += 1;
      const isDue = now - count.exchangedAt >= EXCHANGE_MS || 2 * (count.known + count.unreported) > limit;
      if (!isDue) return { retryAfter: undefined, exchanged: undefined };
      const reported = count.unreported;
      count.unreported = 0;
      count.known += reported;
      count.exchangedAt = now;
      const exchanged = exchange(count.minute, who, reported).then(
        // Answers may come in another order than they were asked for: a count only grows.
        (total) => void (count.known = Math.max(count.known, total)),
        () => {
          count.known -= reported;
          count.unreported += reported;
        },
      );
      return { retryAfter: undefined, exchanged };
    },
  };
}
