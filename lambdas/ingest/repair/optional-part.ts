import { partOf, sentMessage, structuredType, type Field } from '../fields.ts';

/**
 * The innermost part of a message, on the way to `path`, that may be absent: a field that is not required, an entry or an
 * item of a list. Undefined where there is none.
 */
export function optionalPart(path: readonly PropertyKey[]): readonly PropertyKey[] | undefined {
  let node: Field | undefined = sentMessage;
  let length = 0;
  for (const [index, key] of path.entries()) {
    const parent: Field | undefined = node && structuredType(node);
    if (parent === undefined) break;
    const isRequired: boolean = parent.required?.includes(String(key)) ?? false;
    if (!isRequired) length = index + 1;
    node = partOf(parent, String(key));
  }
  return length === 0 ? undefined : path.slice(0, length);
}
