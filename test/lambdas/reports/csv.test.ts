import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { csvRecord, textCell } from '../../../lambdas/reports/csv.ts';
import { parseCsv } from '../../support/csv.ts';

test('a record is quoted only where it must be', () => {
  expect(csvRecord(['a', -1, true, null, 'a,b', 'say "hi"', 'two\nlines', 'cr\rhere', ''])).toBe(
    'a,-1,true,,"a,b","say ""hi""","two\nlines","cr\rhere",\r\n',
  );
});

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1',
  '=HYPERLINK("http://example.com")',
])('text that starts like a formula is text: %j', (text) => {
  expect(textCell(text)).toBe(`'${text}`);
});

test.each(['', 'a=1', ' =1', "'=1", 'gpt-5', '1-1', 'ümlaut', '日本'])(
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
