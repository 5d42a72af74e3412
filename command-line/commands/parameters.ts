import { UsageError } from '../trouble.ts';

/** @throws UsageError that names the parameter */
export function uuid(name: string, given: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(given)) return given.toLowerCase();
  throw new UsageError(`${name} must be a UUID, not ${given}`);
}

/** @throws UsageError that names what is no day, or that the first comes after the last */
export function days(from: string, to: string): readonly [first: string, last: string] {
  const range = [day('--from', from), day('--to', to)] as const;
  if (range[0] > range[1]) throw new UsageError(`--from must not be after --to: ${from}, ${to}`);
  return range;
}

/** @throws UsageError that names the parameter */
export function day(name: string, given: string): string {
  const isDay =
    /^\d{4}-\d{2}-\d{2}$/.test(given) && new Date(`${given}T00:00:00Z`).toJSON()?.startsWith(given);
  if (isDay) return given;
  throw new UsageError(`${name} must be a day, YYYY-MM-DD, not ${given}`);
}

/** The day of UTC that an instant is in. */
export const isoDay = (epochMilliseconds: number) => new Date(epochMilliseconds).toISOString().slice(0, 10);

/** The first day to begin does so 14 hours before that of UTC, and messages may be 5 minutes ahead. */
const AHEAD_MS = 14 * 3_600_000 + 5 * 60_000;

/** The last day that is today anywhere. */
export const lastToday = (now: number) => isoDay(now + AHEAD_MS);
