import * as z from 'zod';
import { epochMicroseconds } from '../../../shared/instants/instants.ts';
import { executionCompleted } from '../contract.ts';

/**
 * The version of `content`, stored with each hash. A different way of writing content needs a new version, and code that
 * knows both.
 */
export const HASH_VERSION = 2;

type Schema = z.core.JSONSchema.BaseSchema;

/** Writes a part of a message; undefined where it says nothing. */
type Write = (sent: unknown) => unknown;

/**
 * What a message says, as one text: the fields of its `data` that the contract names, as they were sent, by name, before
 * anything is cut, redacted or dropped. Only what is there counts (not null, an empty list, or a sum of parts that are
 * there), so a field that the contract gains changes no hash of a message without it. One instant or number has one text.
 * @param data of a valid message
 */
export function content(data: object): string {
  return JSON.stringify(writeData(hasSplit(data) ? { ...data, tokens_used: null } : data));
}

function hasSplit(data: object): boolean {
  return (
    'input_tokens' in data &&
    data.input_tokens != null &&
    'output_tokens' in data &&
    data.output_tokens != null
  );
}

const asSent: Write = (sent) => sent ?? undefined;

function writeAmount(sent: unknown): unknown {
  return typeof sent === 'number' ? String(sent) : (sent ?? undefined);
}

/** Fields with more than one text for the same. */
const WRITTEN_AS: Readonly<Record<string, Write>> = {
  start_time: (sent) => (typeof sent === 'string' ? epochMicroseconds(sent) : sent),
  end_time: (sent) => (typeof sent === 'string' ? epochMicroseconds(sent) : sent),
  organization_id: (sent) => (typeof sent === 'string' ? sent.toLowerCase() : sent),
  compute_units: writeAmount,
  router_cost: writeAmount,
  amount: writeAmount,
};

function writerOf(schema: Schema | boolean | undefined): Write {
  if (typeof schema !== 'object') return asSent;
  const given = (schema.anyOf ?? [schema]).find(
    ({ properties, items, additionalProperties }) => properties ?? items ?? additionalProperties,
  );
  if (given?.properties ?? given?.additionalProperties) {
    return objectWriter(given.properties ?? {}, typeof given.additionalProperties === 'object');
  }
  const { items } = given ?? {};
  return given ? listWriter(Array.isArray(items) ? undefined : items) : asSent;
}

/** @param hasOthers whether fields without a name in the contract say something too */
function objectWriter(properties: Readonly<Record<string, Schema | boolean>>, hasOthers: boolean): Write {
  const fields = Object.entries(properties)
    .map(([name, schema]) => ({ name, write: WRITTEN_AS[name] ?? writerOf(schema) }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  return (sent) => {
    if (typeof sent !== 'object' || sent === null) return undefined;
    const known: Record<string, unknown> = {};
    // Read from what is sent itself, and only what is there: a map of its fields, and all names, take six times as long.
    for (const { name, write } of fields) {
      const written = Object.hasOwn(sent, name) ? write(Reflect.get(sent, name)) : undefined;
      if (written !== undefined) known[name] = written;
    }
    return hasOthers ? { ...known, ...othersOf(sent, properties) } : known;
  };
}

/** By name, whatever their order; what is nested as it was sent. */
function othersOf(sent: object, properties: object): object {
  const others = Object.entries(sent).filter(([name, value]) => !(name in properties) && value !== null);
  return Object.fromEntries(others.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function listWriter(schema: Schema | boolean | undefined): Write {
  const write = writerOf(schema);
  return (sent) => (Array.isArray(sent) && sent.length > 0 ? sent.map(write) : undefined);
}

// Of the input: what is sent, not what it becomes.
const writeData = writerOf(
  z.toJSONSchema(executionCompleted.shape.data, { io: 'input', unrepresentable: 'any' }),
);
