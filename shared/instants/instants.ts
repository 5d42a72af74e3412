import { regexes } from 'zod/v4/core';

const SECONDS_AT = '2026-01-26T10:00:'.length;
const MILLISECONDS = '2026-01-26T10:00:00.000Z'.length;
const MICROSECONDS = '2026-01-26T10:00:00.000000Z'.length;
const LEAP = '60';

const DATE = regexes.date.source.slice('^'.length, -'$'.length);
const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?`;
const OFFSET = String.raw`(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)`;

/** RFC 3339: any offset up to 23:59, any number of decimals, lower case as well, and 60 for a leap second. */
export const RFC_3339 = new RegExp(`^${DATE}[Tt]${TIME}${OFFSET}$`);

/**
 * Microseconds since 1970 of an RFC 3339 timestamp, rounded as PostgreSQL does: what a timestamptz can tell apart. A leap second
 * is the first one of the next minute, as in PostgreSQL.
 */
export function epochMicroseconds(instant: string): number {
  const isLeap = instant.startsWith(LEAP, SECONDS_AT);
  const usual = isLeap ? `${instant.slice(0, SECONDS_AT)}59${instant.slice(SECONDS_AT + 2)}` : instant;
  const micros = Date.parse(usual.toUpperCase()) * 1000 + (isLeap ? 1_000_000 : 0);
  if (instant.length <= MILLISECONDS) return micros;
  // What Date drops: the decimals of the second past the milliseconds.
  const decimals = /\.\d{3}(\d+)/.exec(instant)?.[1] ?? '0';
  return micros + Math.round(Number(`0.${decimals}`) * 1000);
}

/**
 * The one way in which an instant goes to the database: in UTC, with microseconds, `2026-01-26T10:00:00.000000Z`. PostgreSQL reads
 * neither offsets of 16 hours and more nor more than some hundred decimals.
 * @returns undefined for what is no RFC 3339 timestamp of the years 0000 to 9999 in UTC, and for a leap second at another time
 * than the end of a day there
 */
export const utcText = (text: string): string | undefined =>
  RFC_3339.test(text) ? utcOfRfc3339(text) : undefined;

/** {@link utcText} of what is known to be an RFC 3339 timestamp. */
export function utcOfRfc3339(text: string): string | undefined {
  const micros = epochMicroseconds(text);
  const isLeap = text.startsWith(LEAP, SECONDS_AT);
  if (isLeap && Math.floor(micros / 1_000_000) % 86_400 !== 0) return undefined;
  const millis = Math.floor(micros / 1000);
  const written = new Date(millis).toISOString();
  const rest = String(micros - millis * 1000).padStart(3, '0');
  const utc = `${written.slice(0, -1)}${rest}Z`;
  // The years before 0 and after 9999 have signs and more digits.
  return utc.length === MICROSECONDS ? utc : undefined;
}
