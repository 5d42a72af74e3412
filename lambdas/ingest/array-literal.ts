type Absent = null | undefined;

/**
 * PostgreSQL array literals, the fastest parameters for a set: the driver's own serialization inspects every value for
 * its type and every string for what to escape.
 */

/** Of values whose text holds nothing to escape: numbers, booleans, UUIDs, timestamps, hexadecimal. */
export function arrayOf(values: readonly (string | number | boolean | Absent)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}

const SPECIAL = /["\\]/g;

/** Of any text: quoted, so that neither a comma nor the word null means anything. */
export function textArrayOf(values: readonly (string | Absent)[]): string {
  return `{${values.map(quote).join(',')}}`;
}

function quote(value: string | Absent): string {
  if (value === null || value === undefined) return 'NULL';
  const escaped = value.includes('"') || value.includes('\\') ? value.replace(SPECIAL, '\\$&') : value;
  return `"${escaped}"`;
}
