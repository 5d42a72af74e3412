import { z } from 'zod';
import { executionCompleted } from '../contract.ts';

type Schema = z.core.JSONSchema.BaseSchema;

const schema = z.toJSONSchema(executionCompleted, { io: 'input', unrepresentable: 'any' });

/**
 * The innermost part of a message, on the way to `path`, that may be absent: a field that is not required, an entry or an
 * item of a list. Undefined where there is none.
 */
export function optionalPart(path: readonly PropertyKey[]): readonly PropertyKey[] | undefined {
  let node: Schema | undefined = schema;
  let length = 0;
  for (const [index, key] of path.entries()) {
    const parent: Schema | undefined = node && structureOf(node);
    if (parent === undefined) break;
    const isRequired: boolean = parent.required?.includes(String(key)) ?? false;
    if (!isRequired) length = index + 1;
    node = childOf(parent, String(key));
  }
  return length === 0 ? undefined : path.slice(0, length);
}

/** The type without null. */
function structureOf(node: Schema): Schema | undefined {
  return (node.anyOf ?? [node]).find(
    ({ properties, items, additionalProperties }) => properties ?? items ?? additionalProperties,
  );
}

function childOf({ properties, items, additionalProperties }: Schema, key: string): Schema | undefined {
  const child = properties?.[key] ?? (Array.isArray(items) ? undefined : items) ?? additionalProperties;
  return typeof child === 'object' ? child : undefined;
}
