import { redactName } from '../../shared/redaction/redact.ts';

/** What JSON can say and PostgreSQL cannot store: U+0000 and lone surrogates. One would fail a whole statement. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i;

const LONGEST_KEY = 50;

/** Parses a body without what cannot be stored, in values and in names of fields. Throws where it is no JSON. */
export function readStorable(body: string): unknown {
  return body.includes('\\u') && UNSTORABLE.test(body)
    ? JSON.parse(body, (_key, value: unknown) => storable(value))
    : JSON.parse(body);
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  // Labels and classes of usage are stored by the names that producers give them.
  const isStorable = entries.every(([key]) => storableKey(key) === key);
  return isStorable ? value : Object.fromEntries(entries.map(([key, of]) => [storableKey(key), of]));
}

const storableText = (text: string): string => text.toWellFormed().replaceAll('\0', '');

/** Replaced, not left out: `input_tokens` with U+0000 in it is not the class of that name. */
const storableKey = (key: string): string => key.toWellFormed().replaceAll('\0', '\ufffd');

/**
 * A name that a producer gave, as it is kept: redacted, for a name may be anything, and cut; half a character at its end is
 * replaced.
 */
export const keptKey = (key: string): string =>
  storableKey(redactName(storableKey(key)).slice(0, LONGEST_KEY));
