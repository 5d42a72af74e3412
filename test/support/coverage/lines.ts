import { stripTypeScriptTypes } from 'node:module';

/** A line that does something: not blank, a comment, an import, a type or only brackets. */
export interface CodeLine {
  readonly number: number;
  /** Where its first word begins and its last one ends, in UTF-16 units from the start of the file. */
  readonly start: number;
  readonly end: number;
}

/** What V8 says of one function: how often it and each block of it ran, from the outer to the inner. */
export interface FunctionRanges {
  readonly ranges: readonly {
    readonly startOffset: number;
    readonly endOffset: number;
    readonly count: number;
  }[];
}

const blank = (text: string) => text.replaceAll(/[^\n]/g, ' ');

/** @param source TypeScript as Prettier leaves it */
export function codeLines(source: string): CodeLine[] {
  const code = stripTypeScriptTypes(source)
    .replaceAll(/^ *\/\*[^]*?\*\/ *$/gm, blank)
    .replaceAll(/^ *\/\/.*$/gm, blank)
    .replaceAll(/^import [^;]*;$/gm, blank);
  let offset = 0;
  return code.split('\n').flatMap((line, index) => {
    const start = offset;
    offset += line.length + 1;
    const [words] = /\w(?:.*\w)?/.exec(line) ?? [];
    if (words === undefined) return [];
    const first = start + line.indexOf(words);
    return { number: index + 1, start: first, end: first + words.length };
  });
}

/** @returns the numbers of the lines of which any part ran */
export function coveredLines(lines: readonly CodeLine[], functions: readonly FunctionRanges[]): number[] {
  const ran = new Uint8Array(lines.at(-1)?.end ?? 0);
  const outerFirst = functions
    .flatMap(({ ranges }) => ranges)
    .toSorted((one, other) => one.startOffset - other.startOffset || other.endOffset - one.endOffset);
  for (const { startOffset, endOffset, count } of outerFirst)
    ran.fill(Math.min(count, 1), startOffset, endOffset);
  return lines.filter(({ start, end }) => ran.subarray(start, end).includes(1)).map(({ number }) => number);
}
