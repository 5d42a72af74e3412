import type { ZodType, z } from 'zod';
import type { InvalidValue } from './problem-contract.ts';
import { invalidRequest } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** @throws Problem that names each path or query parameter at fault and what is allowed */
export function parseParameters<Schema extends ZodType>(schema: Schema, values: unknown): z.output<Schema> {
  return parse(schema, values, (name, detail) => ({ parameter: name, detail }));
}

/** @throws Problem that names each field of the body at fault and what is allowed */
export function parseBody<Schema extends ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  return parse(schema, body, (name, detail) => (name === '' ? { detail } : { field: name, detail }));
}

function parse<Schema extends ZodType>(
  schema: Schema,
  values: unknown,
  describe: (name: string, detail: string) => InvalidValue,
): z.output<Schema> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return parsed.data;
  throw invalidRequest(
    parsed.error.issues.flatMap((issue) => namesOf(issue).map((name) => describe(name, detailOf(issue)))),
  );
}

function namesOf(issue: Issue): string[] {
  const path = issue.path.map(String);
  if (issue.code !== 'unrecognized_keys') return [path.join('.')];
  return issue.keys.map((key) => [...path, key].join('.'));
}

function detailOf(issue: Issue): string {
  return issue.code === 'unrecognized_keys'
    ? 'is not known here; check its spelling in the API description'
    : issue.message;
}
