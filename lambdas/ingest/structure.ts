import { quotedKey } from './storable-json.ts';

const DEEPEST = 6;
const MOST_KEYS = 40;
const MOST_CHARACTERS = 4_000;

/**
 * The shape of JSON without what it says: names of fields, kinds of values, lengths of lists with the shape of their first
 * item. What is too deep or too long is left out.
 * @returns what JSON can write
 */
export function structureOf(json: unknown): unknown {
  const whole = shape(json, 0);
  // Wide at every level it would be longer than what it tells is worth.
  return JSON.stringify(whole).length <= MOST_CHARACTERS ? whole : shape(json, DEEPEST - 2);
}

function shape(value: unknown, depth: number): unknown {
  if (value === null) return 'null';
  if (Array.isArray(value)) {
    const [first] = value;
    return value.length === 0 || depth >= DEEPEST
      ? `list of ${value.length}`
      : [`list of ${value.length}`, shape(first, depth + 1)];
  }
  if (typeof value !== 'object') return typeof value;
  if (depth >= DEEPEST) return 'object';
  const entries = Object.entries(value);
  const shown = entries
    .slice(0, MOST_KEYS)
    .map(([key, of]) => [quotedKey(key), shape(of, depth + 1)] as const);
  const left = entries.length - shown.length;
  return Object.fromEntries(left > 0 ? [...shown, ['…', `${left} more`]] : shown);
}
