import type { ZodObject, ZodType } from 'zod';
import type * as z from 'zod';
import type { InvalidValue } from './problem-contract.ts';
import { invalidRequest } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** @throws Problem that names each path or query parameter at fault and what is allowed */
export function parseParameters<Schema extends ZodObject>(schema: Schema, values: unknown): z.output<Schema> {
  const known = Object.keys(schema.shape);
  const allowed = known.length === 0 ? 'there are no parameters' : `the parameters are ${known.join(', ')}`;
  const unknown = `is unknown: ${allowed}`;
  return parse(schema, values, unknown, (parameter, detail) => ({ parameter, detail }));
}

/** @throws Problem that names each field of the body at fault and what is allowed */
export function parseBody<Schema extends ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const unknown = 'is unknown: the API description lists the fields';
  return parse(schema, body, unknown, (field, detail) => (field === '' ? { detail } : { field, detail }));
}

function parse<Schema extends ZodType>(
  schema: Schema,
  values: unknown,
  unknown: string,
  describe: (name: string, detail: string) => InvalidValue,
): z.output<Schema> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  const [unknownKeys, others] = partition(parsed.error.issues);
  const errors = others.map((issue) => describe(issue.path.map(String).join('.'), detailOf(issue)));
  const names = unknownKeys.flatMap(({ path, keys }) => keys.map((key) => [...path, key]));
  const told = names.slice(0, MOST_UNKNOWN).map((path) => describe(path.map(String).join('.'), unknown));
  throw invalidRequest([...errors, ...told], names.length - told.length);
}

/** Of names that nobody knows so many are told: who sends a megabyte of them gets no megabytes back. */
const MOST_UNKNOWN = 20;

type UnknownKeys = Extract<Issue, { code: 'unrecognized_keys' }>;

function partition(issues: readonly Issue[]): [UnknownKeys[], Issue[]] {
  const unknownKeys = issues.filter((issue) => issue.code === 'unrecognized_keys');
  return [unknownKeys, issues.filter((issue) => issue.code !== 'unrecognized_keys')];
}

/** Schemas say what their values must be, but for objects, of which zod has words of its own. */
function detailOf(issue: Issue): string {
  if (issue.code !== 'invalid_type' || issue.expected !== 'object') return issue.message;
  return issue.message.endsWith('received undefined')
    ? 'is required: a JSON object'
    : 'must be a JSON object';
}
