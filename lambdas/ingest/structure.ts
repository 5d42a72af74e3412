import { isNamed, itemOf, namedPart, sentMessage, type Field } from './fields.ts';

const DEEPEST = 6;
const MOST_CHARACTERS = 4_000;

/**
 * The shape of JSON without what it says: the fields that the contract and CloudEvents name, where they name them, with kinds of
 * values and lengths of lists. Whatever else a producer has written as the name of a field is counted: a name may be a person.
 * @returns what JSON can write
 */
export function structureOf(json: unknown): unknown {
  // What is too long is worth less than its upper levels alone.
  for (let deepest = DEEPEST; deepest > 0; deepest -= 1) {
    const whole = shape(json, sentMessage, deepest);
    if (JSON.stringify(whole).length <= MOST_CHARACTERS) return whole;
  }
  return shape(json, sentMessage, 0);
}

/** @param place undefined where the contract names nothing @param levels how many of them are shown */
function shape(value: unknown, place: Field | undefined, levels: number): unknown {
  if (value === null) return 'null';
  if (Array.isArray(value)) {
    const [first] = value;
    return value.length === 0 || levels === 0
      ? `list of ${value.length}`
      : [`list of ${value.length}`, shape(first, itemOf(place), levels - 1)];
  }
  if (typeof value !== 'object') return typeof value;
  if (levels === 0) return 'object';
  const entries = Object.entries(value);
  const named = entries.filter(([key]) => isNamed(place, key));
  const unknown = entries.length - named.length;
  const shown = named.map(([key, of]) => [key, shape(of, namedPart(place, key), levels - 1)] as const);
  const counted = ['…', `${unknown} unknown ${unknown === 1 ? 'field' : 'fields'}`] as const;
  return Object.fromEntries(unknown > 0 ? [...shown, counted] : shown);
}
