import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { bundle, functionNames } from '../../lib/bundle.ts';
import { functionEnvironment } from '../support/function-environment.ts';

const run = promisify(execFile);
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'payback-bundle-'));
  await bundle(directory);
});
afterAll(() => rm(directory, { recursive: true }));

const names = await functionNames();

test.each(names)('%s loads by itself and exports a handler', async (name) => {
  const url = pathToFileURL(path.join(directory, name, 'index.mjs'));
  const program = `const { handler } = await import(${JSON.stringify(url)}); console.log(typeof handler);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], {
    env: functionEnvironment(name),
    cwd: os.tmpdir(),
  });
  expect(stdout.trim().split('\n').at(-1)).toBe('function');
});

test('the read API is at most 400 KB, and none but those that need clients of AWS have more', async () => {
  const sizes = await Promise.all(
    names.map(async (name) => [name, (await stat(path.join(directory, name, 'index.mjs'))).size] as const),
  );
  const large = sizes.filter(([, bytes]) => bytes > 400_000).map(([name]) => name);
  // S3 and files, Lambda and sockets; the OpenAPI document; Node's migrations; a book of list prices.
  expect(large).toEqual([
    'archive',
    'erasure',
    'health',
    'live-socket',
    'live-watch',
    'migrate',
    'price-feed',
    'reports',
    'user-data',
  ]);
});

test('the same sources give the same bytes', async () => {
  const digests = () =>
    Promise.all(
      names.map(async (name) =>
        createHash('sha256')
          .update(await readFile(path.join(directory, name, 'index.mjs')))
          .digest('hex'),
      ),
    );
  const before = await digests();
  await bundle(directory);
  expect(await digests()).toEqual(before);
});

test('what Lambda runs DuckDB on is installed by a hash, in the version that the bundle asks for', async () => {
  const lock = z
    .object({
      packages: z.record(
        z.string(),
        z.object({ version: z.string().optional(), integrity: z.string().optional() }),
      ),
    })
    .parse(JSON.parse(await readFile(path.join(import.meta.dirname, '../../package-lock.json'), 'utf8')));
  const of = (name: string) => lock.packages[`node_modules/@duckdb/${name}`];
  expect(of('node-bindings-linux-arm64')).toEqual({
    version: of('node-bindings')?.version,
    integrity: expect.stringMatching(/^sha512-/),
  });
});
