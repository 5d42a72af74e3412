import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { csvRecord, textCell } from '../../../lambdas/reports/csv.ts';
import { parseCsv } from '../../support/csv.ts';

test('a record is quoted only where it must be', () => {
  expect(csvRecord(['a', -1, true, null, 'a,b', 'say "hi"', 'two\nlines', 'cr\rhere', ''])).toBe(
    'a,-1,true,,"a,b","say ""hi""","two\nlines","cr\rhere",\r\n',
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\ta', '\ra', '\na', '＝1', '=HYPERLINK("http://example.com")'])(
  'text that starts like a formula is text: %j',
  (text) => {
    expect(textCell(text)).toBe(`'${text}`);
  },
);

test.each([
  ['a;=1+1', "a;'=1+1"],
  ['a;  -1', "a;  '-1"],
  ['a,@b', "a,'@b"],
  ['a|+1', "a|'+1"],
  ['a\t=1', "a\t'=1"],
  ['a\n=1', "a\n'=1"],
  ['say "=1"', 'say "\'=1"'],
  ['{"team": "=1"}', '{"team": "\'=1"}'],
  ['a;＝1', "a;'＝1"],
  ['a;;=1', "a;;'=1"],
  ['\t=1', "'\t'=1"],
])('text that another separator would split into a formula is text: %j', (text, cell) => {
  expect(textCell(text)).toBe(cell);
});

/** The cells of a record for a reader that knows of quotes at the beginning of cells, and for one that knows of none. */
function cellsBy(separator: string, record: string): string[] {
  const aware: string[] = [];
  let rest = record;
  while (rest !== '') {
    const quoted = /^"((?:[^"]|"")*)"/.exec(rest);
    const end = rest
      .slice(quoted?.[0].length ?? 0)
      .search(separator === '|' ? /[|\r\n]/ : new RegExp(`[${separator}\r\n]`));
    const length = (quoted?.[0].length ?? 0) + (end < 0 ? rest.length : end);
    const cell = rest.slice(0, length);
    aware.push(quoted ? (quoted[1] ?? '').replaceAll('""', '"') + cell.slice(quoted[0].length) : cell);
    rest = rest.slice(length + 1);
  }
  return [...aware, ...record.split(separator), ...record.split(/[\r\n]/)];
}

test('whatever a reader takes for the separator, no text becomes a formula', () => {
  const piece = fc.constantFrom(
    ';',
    ',',
    '|',
    '\t',
    '\r',
    '\n',
    '"',
    ' ',
    '=',
    '+',
    '-',
    '@',
    '＝',
    'a',
    '1',
    "'",
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  const texts = fc.array(fc.oneof(text, fc.string()), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(texts, fc.constantFrom(';', ',', '|', '\t'), (cells, separator) => {
      const record = csvRecord(cells.map(textCell));
      for (const cell of cellsBy(separator, record)) expect(cell).not.toMatch(/^[" ]*[=+\-@＝＋－＠]/);
    }),
    { numRuns: 5_000 },
  );
});

test.each(['', 'a=1', ' a', "'=1", 'gpt-5', '1-1', 'ümlaut', '日本'])(
  'other text stays as it is: %j',
  (text) => {
    expect(textCell(text)).toBe(text);
  },
);

test('whatever is in the cells, a reader of RFC 4180 finds it again', () => {
  const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', ',', '\r\n', '""', '\n', ',"'));
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { maxLength: 5 }), (records) => {
      expect(parseCsv(records.map((record) => csvRecord(record)).join(''))).toEqual(records);
    }),
  );
});
