import { readFileSync } from 'node:fs';

/** What a message looks like, without anything that it says. */
export interface Structure {
  readonly execution_id: string | null;
  readonly organization_id: string | null;
  /** `$.data.usage: object`, and so on. Null: it is no JSON. */
  readonly fields: readonly string[] | null;
}

const MOST_FIELDS = 100;
/** Names of fields that messages have, by their schema; others may be texts themselves. */
const names = new Set(
  [
    ...readFileSync(new URL('../../docs/message.schema.json', import.meta.url), 'utf8').matchAll(
      /"(\w+)": \{/g,
    ),
  ].map(([, name]) => name),
);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function structureOf(body: string): Structure {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { execution_id: null, organization_id: null, fields: null };
  }
  const fields = [...fieldsOf(json, '$')];
  return {
    execution_id: uuidAt(json, ['id']),
    organization_id: uuidAt(json, ['data', 'organization_id']),
    fields:
      fields.length > MOST_FIELDS
        ? [...fields.slice(0, MOST_FIELDS), `and ${fields.length - MOST_FIELDS} more`]
        : fields,
  };
}

function* fieldsOf(value: unknown, at: string): Generator<string> {
  yield `${at}: ${typeOf(value)}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [name, inner] of Object.entries(value))
    yield* fieldsOf(inner, `${at}.${names.has(name) ? name : '…'}`);
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `array of ${value.length}`;
  return typeof value === 'string' ? `text of ${value.length}` : typeof value;
}

function uuidAt(value: unknown, path: readonly string[]): string | null {
  let inner: unknown = value;
  for (const name of path) {
    if (typeof inner !== 'object' || inner === null) return null;
    inner = new Map<string, unknown>(Object.entries(inner)).get(name);
  }
  return typeof inner === 'string' && UUID.test(inner) ? inner.toLowerCase() : null;
}
