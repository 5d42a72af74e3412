import { expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');
const folders = /^(bench|bin|dashboard|docs|lambdas|lib|local|shared|sql|test)\//;

const documents = new Map<string, string>();
for await (const file of glob(['*.md', 'docs/**/*.md', '.github/**/*.md'], { cwd: root })) {
  documents.set(file, await readFile(path.join(root, file), 'utf8'));
}

const withoutCode = (text: string) => text.replaceAll(/^```.*?^```/gms, '');

/** As GitHub names a heading in an address. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function headings(text: string): string[] {
  return [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slug(heading));
}

function broken(file: string, link: string): boolean {
  const [target = '', anchor] = link.split('#');
  const found = target === '' ? file : path.join(path.dirname(file), target);
  if (!existsSync(path.join(root, found))) return true;
  const text = documents.get(found);
  return anchor !== undefined && text !== undefined && !headings(text).includes(anchor);
}

test.each([...documents.keys()])('links and paths in %s lead somewhere', (file) => {
  const text = withoutCode(documents.get(file) ?? '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  const local = links.filter((link) => !/^[a-z]+:/.test(link));
  const paths = [...text.matchAll(/`([\w./-]+)`/g)].map(([, name = '']) => name);
  expect(local.filter((link) => broken(file, link))).toEqual([]);
  expect(paths.filter((name) => folders.test(name) && !existsSync(path.join(root, name)))).toEqual([]);
});

test('a link that leads nowhere is found', () => {
  expect(broken('README.md', 'docs/none.md')).toBe(true);
  expect(broken('README.md', 'docs/runbook.md#no-such-heading')).toBe(true);
  expect(broken('docs/deploy.md', 'runbook.md#the-database-is-busy')).toBe(false);
});
