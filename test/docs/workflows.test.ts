import { expect, test } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { stageNames } from '../../lib/stage/stage-name.ts';

const root = path.join(import.meta.dirname, '../..');
const folder = path.join(root, '.github/workflows');
const workflows = await Promise.all(
  (await readdir(folder)).map(async (name) => ({
    name,
    text: await readFile(path.join(folder, name), 'utf8'),
  })),
);
const manifest = z.object({ scripts: z.record(z.string(), z.string()) });

test.each(workflows)('$name runs scripts, and calls workflows, that exist', async ({ text }) => {
  const { scripts } = manifest.parse(JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')));
  const run = Array.from(text.matchAll(/npm run (?:--silent )?([\w:-]+)/g), ([, script = '']) => script);
  expect(run.filter((script) => scripts[script] === undefined)).toEqual([]);
  const called = Array.from(text.matchAll(/uses: \.\/\.github\/workflows\/(\S+)/g), ([, file = '']) => file);
  expect(called.filter((file) => !workflows.some(({ name }) => name === file))).toEqual([]);
});

test.each(workflows)('$name has no right that it does not name, and no key of AWS', ({ text }) => {
  expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
  expect(text).not.toMatch(/AWS_SECRET_ACCESS_KEY|aws-access-key-id/i);
});

test('every stage is deployed, in order', () => {
  const deploy = workflows.find(({ name }) => name === 'deploy.yml')?.text ?? '';
  expect(Array.from(deploy.matchAll(/^ {6}stage: (\w+)$/gm), ([, stage]) => stage)).toEqual([...stageNames]);
});
