import { UsageError } from '../trouble.ts';

/** @throws UsageError that names the parameter */
export function uuid(name: string, given: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(given)) return given.toLowerCase();
  throw new UsageError(`${name} must be a UUID, not ${given}`);
}

/** @throws UsageError that names the parameter */
export function day(name: string, given: string): string {
  const isDay =
    /^\d{4}-\d{2}-\d{2}$/.test(given) && new Date(`${given}T00:00:00Z`).toJSON()?.startsWith(given);
  if (isDay) return given;
  throw new UsageError(`${name} must be a day, YYYY-MM-DD, not ${given}`);
}
