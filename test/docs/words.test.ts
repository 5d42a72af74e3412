import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';

const read = (name: string) => readFile(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
const rows = [...(await read('words.md')).matchAll(/^\| (.+) \|$/gm)]
  .map(([, cells = '']) => cells.split('|').map((cell) => cell.trim()))
  .filter(([word = '']) => word !== 'word' && !word.startsWith('---'));

test('each word stands once', () => {
  const words = rows.flatMap(([word = '']) => word.split(', '));
  expect(words.length).toBeGreaterThan(50);
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
});

test('names and routes of the product are its own', async () => {
  const product = `${await read('schema.sql')}${await read('openapi.json')}${await read('message.schema.json')}`;
  const places = rows.flatMap(([, , where = '']) =>
    [...where.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
  const known = (name: string) => {
    const route = /^(?:GET|POST|PUT|PATCH|DELETE) (.+)$/.exec(name)?.[1];
    if (route !== undefined) return product.includes(`"${route}"`);
    return new RegExp(`\\b${name.replace('()', '')}\\b`).test(product);
  };
  const names = places.filter((name) => !/^(lambdas|shared|dashboard)\//.test(name));
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name) => !known(name))).toEqual([]);
});
