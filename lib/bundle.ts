import { build, stop } from 'esbuild';
import { cp, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where `bundle` writes by default. */
export const bundleDirectory = join(root, '.build/lambdas');

/** The functions: every folder of lambdas/, by its name. */
export async function functionNames(): Promise<string[]> {
  return (await readdir(join(root, 'lambdas'))).sort();
}

const DUCKDB = '@duckdb/node-bindings';
/** The functions that write or read Parquet. */
export const WITH_DUCKDB = ['archive', 'reports'] as const;

/** What to bundle: functions by their names, of this tree unless another is given. */
export interface Bundled {
  readonly names: readonly string[];
  readonly outdir: string;
  readonly from?: string;
}

/**
 * Bundles functions to `<outdir>/<name>/index.mjs` in one esbuild call.
 * @throws esbuild's BuildFailure, with file and line of each error
 */
export async function bundleFunctions({ names, outdir, from = root }: Bundled): Promise<void> {
  try {
    await build({
      absWorkingDir: from,
      entryPoints: names.map((name) => ({ in: `lambdas/${name}/handler.ts`, out: `${name}/index` })),
      outdir,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      mainFields: ['module', 'main'],
      loader: { '.ttf': 'binary' },
      minify: true,
      // Names stay readable in stack traces and logs, for 5% more.
      keepNames: true,
      sourcemap: 'linked',
      sourcesContent: false,
      // CommonJS dependencies (pg, Powertools' X-Ray bindings) call `require`, which an ES module does not have.
      banner: {
        js: `import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);`,
      },
      // Native bindings: pg asks for them in a try block and does without, DuckDB's are beside the bundle.
      external: ['pg-native', `${DUCKDB}-*`],
      legalComments: 'none',
      logLevel: 'warning',
    });
  } finally {
    // What compiles is a process of its own, which else stays, with 620 MB, for as long as this one.
    await stop();
  }
}

/**
 * Bundles every function; the same sources give the same bytes, so a deployment replaces only what changed.
 * @throws as {@link bundleFunctions}
 */
export async function bundle(outdir: string = bundleDirectory): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  await bundleFunctions({ names: await functionNames(), outdir });
  await cp(join(root, 'sql'), join(outdir, 'migrate/sql'), {
    recursive: true,
    filter: (source) => source !== join(root, 'sql/statements'),
  });
  for (const name of WITH_DUCKDB) await linkInstalled(join(outdir, name));
}

/** DuckDB as it is installed here, for whatever runs the bundle on this machine: 70 MB, so not a copy. */
async function linkInstalled(directory: string): Promise<void> {
  const [, scope = ''] = /^(@[^/]+)\//.exec(DUCKDB) ?? [];
  const installed = join(root, 'node_modules', scope);
  const beside = join(directory, 'node_modules', scope);
  await mkdir(beside, { recursive: true });
  for (const name of await readdir(installed)) {
    if (`${scope}/${name}`.startsWith(`${DUCKDB}-`)) await symlink(join(installed, name), join(beside, name));
  }
}
