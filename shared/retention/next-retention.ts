import { RETENTION_HOUR, RETENTION_MINUTES } from './contract.ts';

const DAY_MS = 86_400_000;

/**
 * When what counts now is decided next, and when it is deleted.
 * @param now epoch milliseconds @returns RFC 3339, UTC
 */
export function nextRetention(now: number): { readonly decidesAt: string; readonly deletesAt: string } {
  const midnight = Math.floor(now / DAY_MS) * DAY_MS;
  const at = (minute: number) => midnight + (RETENTION_HOUR * 60 + minute) * 60_000;
  const later = now < at(RETENTION_MINUTES.decides) ? 0 : DAY_MS;
  return {
    decidesAt: new Date(at(RETENTION_MINUTES.decides) + later).toISOString(),
    deletesAt: new Date(at(RETENTION_MINUTES.deletes) + later).toISOString(),
  };
}
