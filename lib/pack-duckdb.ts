import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { WITH_DUCKDB } from './bundle.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
/** What functions run on: Amazon Linux on ARM. */
const NAME = '@duckdb/node-bindings-linux-arm64';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), integrity: z.string().optional() }),
  ),
});

/**
 * Puts DuckDB's library for Lambda beside the bundles that load it, whatever machine this is: the version and the hash are those of
 * package-lock.json, which npm checks.
 * @param bundles folder of the bundles @throws Error with npm's words where it cannot be had
 */
export async function packDuckDb(bundles: string): Promise<void> {
  const packed = join(root, '.build/duckdb');
  const lock = await readFile(join(root, 'package-lock.json'), 'utf8');
  const entry = lockSchema.parse(JSON.parse(lock)).packages[`node_modules/${NAME}`];
  if (entry?.version === undefined) throw new Error(`package-lock.json does not have ${NAME}`);
  const asked = { name: 'duckdb-for-lambda', version: '1.0.0', dependencies: { [NAME]: entry.version } };
  await mkdir(packed, { recursive: true });
  await writeFile(join(packed, 'package.json'), JSON.stringify(asked));
  await writeFile(
    join(packed, 'package-lock.json'),
    JSON.stringify({
      ...asked,
      lockfileVersion: 3,
      // Without the platform that it is for, which is not this one: npm would refuse it.
      packages: {
        '': asked,
        [`node_modules/${NAME}`]: { version: entry.version, integrity: entry.integrity },
      },
    }),
  );
  const foreign = [
    '--os=linux',
    '--cpu=arm64',
    '--libc=glibc',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ];
  await run('npm', ['ci', ...foreign], { cwd: packed });
  for (const name of WITH_DUCKDB) {
    const modules = join(bundles, name, 'node_modules');
    await rm(modules, { recursive: true, force: true });
    await cp(join(packed, 'node_modules', NAME), join(modules, NAME), { recursive: true });
  }
}
