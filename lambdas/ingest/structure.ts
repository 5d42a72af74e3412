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
  // What is wide at every level is longer than what it tells is worth: then its upper levels alone.
  for (let deepest = DEEPEST; deepest > 0; deepest -= 1) {
    const whole = shape(json, deepest);
    if (JSON.stringify(whole).length <= MOST_CHARACTERS) return whole;
  }
  return shape(json, 0);
}

/** @param levels how many of them are shown */
function shape(value: unknown, levels: number): unknown {
  if (value === null) return 'null';
  if (Array.isArray(value)) {
    const [first] = value;
    return value.length === 0 || levels === 0
      ? `list of ${value.length}`
      : [`list of ${value.length}`, shape(first, levels - 1)];
  }
  if (typeof value !== 'object') return typeof value;
  if (levels === 0) return 'object';
  const entries = Object.entries(value);
  const shown = entries
    .slice(0, MOST_KEYS)
    .map(([key, of]) => [quotedKey(key), shape(of, levels - 1)] as const);
  const left = entries.length - shown.length;
  return Object.fromEntries(left > 0 ? [...shown, ['…', `${left} more`]] : shown);
}
