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
