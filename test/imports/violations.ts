import type { Import } from './imports.ts';
import { roomOf, rules } from './rules.ts';

/** What is wrong with the imports of a repository, a sentence each. */
export function violations(imports: readonly Import[]): string[] {
  return [
    ...imports.flatMap((each) => refused(each)),
    ...circles(imports, (file) => file).map((files) => `These files import each other: ${files}`),
    ...circles(imports, roomOf).map((rooms) => `These rooms import each other: ${rooms}`),
  ];
}

function refused({ from, to, typeOnly }: Import): string[] {
  const rule = rules.find(({ of }) => of.test(from));
  if (!rule) return [`${from} is in no row of the table of imports`];
  const caught = rule.of.exec(from)?.[1] ?? '';
  const matches = (allowed: string | RegExp) =>
    typeof allowed === 'string' ? to.startsWith(allowed.replace('$1', caught)) : allowed.test(to);
  const allowed = isOurs(to)
    ? rule.may.some(matches) || (typeOnly && (rule.types ?? []).some(matches))
    : typeOnly || !rule.without?.test(to);
  return allowed ? [] : [`${from} may not import ${to}${typeOnly ? ', not even as a type' : ''}`];
}

const isOurs = (to: string) =>
  /^(?:bench|bin|dashboard|docs|lambdas|lib|local|mutation|shared|sql|test)\//.test(to) ||
  to === 'package.json';

/** Groups in which each reaches each other, types included; files that hold no code import nothing. */
function circles(imports: readonly Import[], groupOf: (file: string) => string): string[] {
  const reached = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    if (!/\.(?:tsx?|mjs)$/.test(to)) continue;
    const [start, end] = [groupOf(from), groupOf(to)];
    if (start === end) continue;
    reached.set(start, (reached.get(start) ?? new Set()).add(end));
  }
  const everyoneFrom = (start: string) => {
    const seen = new Set<string>();
    const waiting = [start];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      for (const end of reached.get(next) ?? []) {
        if (seen.has(end)) continue;
        seen.add(end);
        waiting.push(end);
      }
    }
    return seen;
  };
  const all = new Map([...reached.keys()].map((start) => [start, everyoneFrom(start)]));
  const found = [...all]
    .filter(([start, ends]) => ends.has(start))
    .map(([start, ends]) =>
      [...ends]
        .filter((end) => all.get(end)?.has(start))
        .sort()
        .join(', '),
    );
  return [...new Set(found)];
}
