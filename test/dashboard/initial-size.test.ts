import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const MOST_BYTES = 100 * 1024;
const builder = path.join(import.meta.dirname, '../../lib/features/dashboard/build.ts');

test('what loads before anything shows is at most 100 KB of JavaScript, gzipped', async () => {
  const directory = await temporaryDirectory();
  // In a process of its own: the bundler's native part does not know the objects of Jest's realm.
  const script = `const { buildDashboard } = await import(${JSON.stringify(builder)});
    await buildDashboard(${JSON.stringify(directory.path)});`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  const html = await readFile(path.join(directory.path, 'index.html'), 'utf8');
  // The page's script names what it may load; what finishes a sign-in is for those who have no session.
  const named = [...new Set(html.match(/\/assets\/[\w.~-]+\.js/g))];
  const initial = named.filter((file) => !file.startsWith('/assets/sign-in-'));
  expect([named.length, initial.length]).toEqual([2, 1]);
  // With the script that is in the page itself.
  let bytes = gzipSync(html).length;
  for (const file of initial) bytes += gzipSync(await readFile(path.join(directory.path, file))).length;
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  // The pages that are not shown first come in files of their own.
  const all = (await readdir(path.join(directory.path, 'assets'))).filter((name) => name.endsWith('.js'));
  expect(all.length).toBeGreaterThan(named.length + 5);
  await directory.remove();
});
