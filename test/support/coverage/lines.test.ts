import { expect, test } from '@jest/globals';
import { codeLines, coveredLines } from './lines.ts';

const SOURCE = `import { one } from './one.ts';
import {
  two,
} from './two.ts';

/** What it does. */
export interface Shape {
  readonly size: number;
}

// Why.
export function sizeOf(shape: Shape): number {
  /* Once
     upon a time. */
  if (shape.size > 9) {
    return one(shape);
  }
  return two(shape) as number;
}
`;

test('imports, types, comments and brackets are no lines of code', () => {
  expect(codeLines(SOURCE).map(({ number }) => number)).toEqual([12, 15, 16, 18]);
});

const at = (text: string, after = 0) => SOURCE.indexOf(text, after);
const range = (startOffset: number, endOffset: number, count: number) => ({ startOffset, endOffset, count });
const whole = { ranges: [range(0, SOURCE.length, 1)] };
const body = [at('export function'), at('}\n', at('as number')) + 1] as const;
const block = [at('{', at('> 9)')), at('}', at('one(shape)')) + 1] as const;

test.each([
  ['everything', [range(...body, 3), range(...block, 1)], [12, 15, 16, 18]],
  ['all but a block', [range(...body, 3), range(...block, 0)], [12, 15, 18]],
  ['nothing of a function', [range(...body, 0)], []],
])('the lines that ran: %s', (_name, ranges, expected) => {
  const lines = codeLines(SOURCE);
  expect(coveredLines(lines, [whole, { ranges }])).toEqual(expected);
  // V8 names functions in no particular order.
  expect(coveredLines(lines, [{ ranges }, whole])).toEqual(expected);
});
