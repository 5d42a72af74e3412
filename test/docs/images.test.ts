import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { scenes } from '../../docs/screenshots/scenes.ts';

const root = path.join(import.meta.dirname, '../..');
const taken = scenes.flatMap(({ pictures = [] }) => pictures.map(({ file }) => `${file}.png`));

test('the script takes every picture once, and no other is kept', async () => {
  expect(new Set(taken).size).toBe(taken.length);
  expect((await readdir(path.join(root, 'docs/images'))).sort()).toEqual(taken.toSorted());
});

test('every picture is shown by a document, and none is large', async () => {
  const documents = ['README.md', 'docs/dashboard.md', 'docs/demo.md'];
  const texts = await Promise.all(documents.map((file) => readFile(path.join(root, file), 'utf8')));
  const shown = new Set(
    texts.flatMap((text) => [...text.matchAll(/images\/([\w-]+\.png)/g)].map(([, name]) => name)),
  );
  expect(shown).toEqual(new Set(taken));
  for (const name of taken) {
    expect((await stat(path.join(root, 'docs/images', name))).size).toBeLessThan(200_000);
  }
});
