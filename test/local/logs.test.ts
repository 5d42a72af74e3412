import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { createLogs } from '../../local/logs.ts';
import { rotatingFile } from '../../local/rotating-file.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'payback-logs-'));
});
afterEach(() => rm(directory, { recursive: true }));

const content = (name: string) => readFile(path.join(directory, name), 'utf8').catch(() => '');

test('what runs before have logged is still there', async () => {
  for (const run of ['first\n', 'second\n']) {
    const logs = createLogs((name) => path.join(directory, `${name}.log`));
    logs.logFor('ingest').write(run);
    expect(logs.logFor('ingest')).toBe(logs.logFor('ingest'));
    await logs.close();
  }
  expect(await content('ingest.log')).toBe('first\nsecond\n');
});

test('however much is written, in however many runs, the last of it is kept in files of a bounded size', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 8 }), { minLength: 1, maxLength: 5 }),
      async (runs) => {
        await Promise.all((await readdir(directory)).map((name) => rm(path.join(directory, name))));
        let written = '';
        let line = 0;
        for (const lengths of runs) {
          const log = rotatingFile(path.join(directory, 'log'), { mostBytes: 50, kept: 2 });
          for (const length of lengths) {
            const text = `${String.fromCodePoint(97 + (line++ % 26)).repeat(length)}\n`;
            written += text;
            log.write(text);
          }
          await finished(log.end());
        }
        const files = [await content('log.2'), await content('log.1'), await content('log')];
        expect(written.endsWith(files.join(''))).toBe(true);
        // A line longer than a file has one for itself.
        for (const file of files)
          expect(file.length <= 50 || file.indexOf('\n') === file.length - 1).toBe(true);
        if (written.length > 0)
          expect(files.join('').length).toBeGreaterThanOrEqual(Math.min(written.length, 51));
        expect((await readdir(directory)).toSorted()).toEqual(
          ['log', 'log.1', 'log.2'].slice(0, files.filter((file) => file !== '').length),
        );
      },
    ),
    { numRuns: 40 },
  );
});
