import { expect, test } from '@jest/globals';
import { parseStatements } from '../../../sql/statements/parse.ts';

test.each([
  ['select :a', 'select $1', ['a']],
  ['select :b, :a, :b', 'select $1, $2, $1', ['b', 'a']],
  ['select :a_1::text, x::text', 'select $1::text, x::text', ['a_1']],
  ['where :a?::uuid is null or id = :a', 'where $1::uuid is null or id = $1', ['a?']],
  ['where id = :a or :a? is null', 'where id = $1 or $1 is null', ['a?']],
  ["select ':a', 'it''s :a', '', :b", "select ':a', 'it''s :a', '', $1", ['b']],
  [String.raw`select e'\':a', E'\\', :b`, String.raw`select e'\':a', E'\\', $1`, ['b']],
  ['select ":a", "x"":a", :b', 'select ":a", "x"":a", $1', ['b']],
  ['select $$:a$$, $x$ $$ :a $x$, :b', 'select $$:a$$, $x$ $$ :a $x$, $1', ['b']],
  [
    'select x[1:n], x[n:m], x[f(1):n], x[:a], array[:a, :b]',
    'select x[1:n], x[n:m], x[f(1):n], x[$1], array[$1, $2]',
    ['a', 'b'],
  ],
  ['select f(n => :a, m := 1)', 'select f(n => $1, m := 1)', ['a']],
  ["select '{}'::jsonb ? :a", "select '{}'::jsonb ? $1", ['a']],
  ["select 'strict $[*] ? (@.x < $y)', :a", "select 'strict $[*] ? (@.x < $y)', $1", ['a']],
])('%s', (source, text, parameters) => {
  const [statement, ...others] = parseStatements(source, 'file');
  expect(others).toEqual([]);
  expect(statement?.text).toBe(text);
  expect(statement?.parameters.map(({ name, isNullable }) => name + (isNullable ? '?' : ''))).toEqual(
    parameters,
  );
});

test('comments are left out, and what looks like one in a string is not', () => {
  const source = `
    -- it's :not one
    select '-- :a', /* nor :this */ 1 -- "nor" :that
      -- alone
    from x`;
  expect(parseStatements(source, 'file')).toEqual([
    expect.objectContaining({ text: "select '-- :a',  1\n    from x", parameters: [] }),
  ]);
});

test('marks of aliases are for the description only', () => {
  const [statement] = parseStatements(`select 1 as "a!", 2 as "b?", 'c!' as "c"`, 'file');
  expect(statement).toMatchObject({
    text: `select 1 as "a", 2 as "b", 'c!' as "c"`,
    marked: `select 1 as "a!", 2 as "b?", 'c!' as "c"`,
  });
});

test('a file has one statement of its name, or those that it names', () => {
  expect(parseStatements('select 1', 'open-counts').map(({ name }) => name)).toEqual(['open_counts']);
  const source = '-- About both.\n-- @name first\nselect :a\n\n-- @name second_one\n-- Why.\nselect :b, :a\n';
  expect(parseStatements(source, 'file')).toMatchObject([
    { name: 'first', text: 'select $1' },
    { name: 'second_one', text: 'select $1, $2' },
  ]);
});

test('a parameter without a name is refused', () => {
  expect(() => parseStatements('select $1', 'file')).toThrow('file: $1 needs a name');
});
