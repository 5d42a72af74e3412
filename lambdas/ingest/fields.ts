import * as z from 'zod';
import { executionCompleted } from './contract.ts';

/** A place of a message, as JSON Schema describes it. */
export type Field = z.core.JSONSchema.BaseSchema;

/** The message as it may be sent. */
export const sentMessage: Field = z.toJSONSchema(executionCompleted, { io: 'input', unrepresentable: 'any' });

/** What a field has parts of; undefined where it has none. The type without null. */
export function structuredType(field: Field): Field | undefined {
  return (field.anyOf ?? [field]).find(
    ({ properties, items, additionalProperties }) => properties ?? items ?? additionalProperties,
  );
}

/** A part of a structured type: a field, an item of a list, an entry of a record. */
export function partOf({ properties, items, additionalProperties }: Field, key: string): Field | undefined {
  const part = properties?.[key] ?? (Array.isArray(items) ? undefined : items) ?? additionalProperties;
  return typeof part === 'object' ? part : undefined;
}

/** What CloudEvents names beside what the contract asks for. */
const ENVELOPE: ReadonlySet<string> = new Set([
  'time',
  'datacontenttype',
  'dataschema',
  'subject',
  'data_base64',
  'traceparent',
  'tracestate',
]);

/** Whether the contract, or CloudEvents, calls a part of this place so. Other names are whatever a producer writes. */
export function isNamed(place: Field | undefined, key: string): boolean {
  const named = place && structuredType(place)?.properties;
  return (named !== undefined && Object.hasOwn(named, key)) || (place === sentMessage && ENVELOPE.has(key));
}

/** The place of a field that has a name; undefined where nothing is known of it. */
export function namedPart(place: Field | undefined, key: string): Field | undefined {
  const parent = place && structuredType(place);
  return parent && isNamed(place, key) ? partOf(parent, key) : undefined;
}

/** The place of the items of a list. */
export function itemOf(place: Field | undefined): Field | undefined {
  const { items } = (place && structuredType(place)) ?? {};
  return typeof items === 'object' && !Array.isArray(items) ? items : undefined;
}

/** A path with the names of the contract; what a producer has named is `…`. */
export function namedPath(path: readonly PropertyKey[]): string {
  let place: Field | undefined = sentMessage;
  const shown: string[] = [];
  for (const key of path) {
    const isIndex: boolean = typeof key === 'number' && itemOf(place) !== undefined;
    shown.push(isIndex || isNamed(place, String(key)) ? String(key) : '…');
    place = isIndex ? itemOf(place) : namedPart(place, String(key));
  }
  return shown.join('.');
}
