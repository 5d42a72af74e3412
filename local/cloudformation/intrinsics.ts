import * as z from 'zod';
import type { Resource, Stack } from './template.ts';

/** The local value of a resource: of its `Ref` without an attribute, else of `Fn::GetAtt`. */
export type ValueOf = (resource: Resource, attribute?: string) => string;
/** Replaces the intrinsic functions inside a value of the named stack's template. */
export type Resolve = (value: unknown, stackName: string) => unknown;
type Intrinsic = (argument: unknown, stack: Stack) => unknown;

const text = z.coerce.string();
const attributeSchema = z.union([
  z.tuple([z.string(), z.string()]),
  z.string().transform((dotted): [string, string] => {
    const dot = dotted.indexOf('.');
    return [dotted.slice(0, dot), dotted.slice(dot + 1)];
  }),
]);
const substitutionSchema = z.union([
  z.string().transform((template): [string, Record<string, unknown>] => [template, {}]),
  z.tuple([z.string(), z.record(z.string(), z.unknown())]),
]);

/**
 * @param pseudoParameters values of AWS::Region and the like
 * @returns a function that throws, naming it, on what has no local value
 */
export function createResolver(
  stacks: readonly Stack[],
  pseudoParameters: Readonly<Record<string, string>>,
  valueOf: ValueOf,
): Resolve {
  const stackNamed = (name: string): Stack => {
    const stack = stacks.find((candidate) => candidate.name === name);
    if (stack === undefined) throw new Error(`There is no stack ${name}.`);
    return stack;
  };
  const resource = (logicalId: string, stack: Stack): Resource => {
    const found = stack.resources.get(logicalId);
    if (found === undefined) throw new Error(`The template of ${stack.name} has no resource ${logicalId}.`);
    return found;
  };
  const reference = (name: string, stack: Stack): string =>
    pseudoParameters[name] ?? valueOf(resource(name, stack));

  const importValue = (name: string): unknown => {
    for (const stack of stacks) {
      for (const output of stack.outputs) {
        if (output.exportName !== undefined && evaluate(output.exportName, stack) === name) {
          return evaluate(output.value, stack);
        }
      }
    }
    throw new Error(`No stack exports ${name}.`);
  };

  const intrinsics: Readonly<Record<string, Intrinsic>> = {
    Ref: (argument, stack) => reference(z.string().parse(argument), stack),
    'Fn::GetAtt': (argument, stack) => {
      const [logicalId, attribute] = attributeSchema.parse(argument);
      return valueOf(resource(logicalId, stack), attribute);
    },
    'Fn::Join': (argument, stack) => {
      const [separator, parts] = z.tuple([z.string(), z.unknown()]).parse(argument);
      return z.array(text).parse(evaluate(parts, stack)).join(separator);
    },
    'Fn::Sub': (argument, stack) => {
      const [template, variables] = substitutionSchema.parse(argument);
      return template.replaceAll(/\$\{(!?)([^}]+)\}/g, (_match, literal: string, name: string) => {
        if (literal === '!') return `\${${name}}`;
        if (name in variables) return text.parse(evaluate(variables[name], stack));
        return text.parse(
          evaluate(
            name.includes('.') && !name.includes('::') ? { 'Fn::GetAtt': name } : { Ref: name },
            stack,
          ),
        );
      });
    },
    'Fn::Select': (argument, stack) => {
      const [index, list] = z.tuple([z.coerce.number(), z.unknown()]).parse(argument);
      return z.array(z.unknown()).parse(evaluate(list, stack))[index];
    },
    'Fn::Split': (argument, stack) => {
      const [separator, whole] = z.tuple([z.string(), z.unknown()]).parse(argument);
      return text.parse(evaluate(whole, stack)).split(separator);
    },
    'Fn::ImportValue': (argument, stack) => importValue(text.parse(evaluate(argument, stack))),
  };

  function evaluate(value: unknown, stack: Stack): unknown {
    if (Array.isArray(value)) return value.map((item) => evaluate(item, stack));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [only] = entries;
    if (only !== undefined && entries.length === 1) {
      const [name, argument] = only;
      const intrinsic = intrinsics[name];
      if (intrinsic !== undefined) return intrinsic(argument, stack);
      if (name.startsWith('Fn::'))
        throw new Error(`${name} has no local meaning yet; ${stack.name} uses it.`);
    }
    return Object.fromEntries(entries.map(([key, item]) => [key, evaluate(item, stack)]));
  }

  return (value, stackName) => evaluate(value, stackNamed(stackName));
}
