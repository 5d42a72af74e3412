import { expect, test } from '@jest/globals';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { FAULTS } from './faults.ts';

const root = path.join(import.meta.dirname, '../..');

test.each(FAULTS)('$fault: has its test', async ({ file, test: name }) => {
  const source = await readFile(path.join(root, file), 'utf8');
  expect(source.split(`'${name}'`)).toHaveLength(2);
});

test('each fault is there once, and each file of faults is of one', async () => {
  expect(new Set(FAULTS.map(({ fault }) => fault)).size).toBe(FAULTS.length);
  expect(new Set(FAULTS.map((each) => each.test)).size).toBe(FAULTS.length);
  const listed = new Set(FAULTS.map(({ file }) => file));
  const others = ['faults', 'status', 'status-here'].map((name) => `test/faults/${name}.test.ts`);
  for await (const file of glob('test/faults/*.test.ts', { cwd: root })) {
    expect([file, listed.has(file) || others.includes(file)]).toEqual([file, true]);
  }
});
