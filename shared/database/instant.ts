const MILLISECONDS = '2026-01-26T10:00:00.000Z'.length;

/** Microseconds since 1970 of an RFC 3339 timestamp, rounded as PostgreSQL does: what a timestamptz can tell apart. */
export function epochMicroseconds(instant: string): number {
  const micros = Date.parse(instant) * 1000;
  if (instant.length <= MILLISECONDS) return micros;
  // What Date drops: the decimals of the second past the milliseconds.
  const decimals = /\.\d{3}(\d+)/.exec(instant)?.[1] ?? '0';
  return micros + Math.round(Number(`0.${decimals}`) * 1000);
}
