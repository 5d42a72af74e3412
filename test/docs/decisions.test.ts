import { expect, test } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const directory = path.join(import.meta.dirname, '../../docs/adr');
const files = (await readdir(directory)).filter((name) => name !== 'README.md').sort();

/** The row of the list that an ADR's own head asks for. */
async function row(file: string): Promise<string> {
  const text = await readFile(path.join(directory, file), 'utf8');
  const head = /^# (\d+)\. (.+)\n\nStatus: (accepted|superseded by \d+), (\d{4}-\d\d-\d\d)\n/.exec(text);
  if (!head)
    throw new Error(`${file} does not begin with "# <number>. <title>", an empty line and its status`);
  const [, number, title, status, date] = head;
  return `| ${number} | [${title}](${file}) | ${status} | ${date} |`;
}

test('docs/adr/README.md lists every decision as its file has it', async () => {
  const list = await readFile(path.join(directory, 'README.md'), 'utf8');
  const rows = list
    .split('\n')
    .filter((line) => /^\| +\d+ \|/.test(line))
    .map((line) => line.replaceAll(/ +/g, ' '));
  expect(rows).toEqual(await Promise.all(files.map(row)));
});

test('decisions are numbered from 1, each number once, as their files are', async () => {
  const numbers = await Promise.all(files.map(async (file) => (await row(file)).split(' ')[1]));
  expect(numbers).toEqual(files.map((_file, index) => String(index + 1)));
  expect(files.map((file) => Number(file.slice(0, 4)))).toEqual(numbers.map(Number));
});
