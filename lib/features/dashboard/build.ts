import { build as buildScript } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { PAGE, pageOf } from './page.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const dashboard = join(root, 'dashboard');

/** Where `buildDashboard` writes by default. */
export const dashboardDirectory = join(root, '.build/dashboard');

/**
 * Builds the dashboard: index.html at the top, with the script that starts it, and below assets/ what is named after
 * its content. Takes about a second.
 * @throws with file and line of what does not compile
 */
export async function buildDashboard(outDir: string = dashboardDirectory): Promise<void> {
  const signIn = await buildSignIn();
  const { script, styles } = await buildApplication(outDir, signIn.address);
  await writeFile(join(outDir, signIn.address), signIn.content);
  const template = await readFile(join(dashboard, PAGE), 'utf8');
  const start = await buildStart({ application: script, signIn: signIn.address });
  await writeFile(join(outDir, PAGE), pageOf(template, { start, styles }));
}

/** @returns the addresses of its first files */
async function buildApplication(outDir: string, signIn: string): Promise<{ script: string; styles: string }> {
  const output = await build({
    configFile: false,
    root: dashboard,
    logLevel: 'warn',
    // Whatever is in the environment of who builds it: React's other build is twice as large.
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { development: false } },
    plugins: [
      {
        name: 'payback:sign-in',
        enforce: 'pre',
        resolveId: (source) => (SIGN_IN.test(source) ? { id: signIn, external: 'absolute' } : null),
      },
    ],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'baseline-widely-available',
      // A data: URL would need an exception in the content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: {
        input: join(dashboard, 'src/main.tsx'),
        // One file of all that loads first: a dozen small ones compress worse, and each costs a request.
        output: { codeSplitting: { groups: [{ name: 'initial', tags: ['$initial'] }] } },
        onwarn: (warning, warn) => {
          // 'use client' in a library means nothing where there is no server that renders.
          if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
        },
      },
    },
  });
  return firstFiles([output].flat().filter((each) => 'output' in each));
}
function firstFiles(outputs: readonly Rolldown.RolldownOutput[]): { script: string; styles: string } {
  const chunks = outputs.flatMap(({ output }) => output).filter((file) => file.type === 'chunk');
  const entry = chunks.find((chunk) => chunk.isEntry);
  const [styles] = entry?.viteMetadata?.importedCss ?? [];
  if (entry === undefined || styles === undefined) throw new Error('The build has no script or no styles.');
  return { script: `/${entry.fileName}`, styles: `/${styles}` };
}

/** What imports it gets the file of {@link buildSignIn}. */
const SIGN_IN = /\/sign-in\.ts$/;
const common = { bundle: true, write: false, minify: true, format: 'esm', target: 'es2022' } as const;

/** What finishes a sign-in, and renews one: in a file of its own, which loads beside the application. */
async function buildSignIn(): Promise<{ address: string; content: Uint8Array }> {
  const { outputFiles } = await buildScript({
    ...common,
    entryPoints: [join(dashboard, 'src/shared/session/sign-in.ts')],
    outdir: '/',
    entryNames: 'assets/[name]-[hash]',
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('The build has no sign-in.');
  return { address: file.path, content: file.contents };
}

interface Addresses {
  readonly application: string;
  readonly signIn: string;
}

/** @returns the script of the page: it imports nothing but, when it is time, the files at these addresses */
async function buildStart({ application, signIn }: Addresses): Promise<string> {
  const { outputFiles } = await buildScript({
    ...common,
    entryPoints: [join(dashboard, 'src/start/start.ts')],
    define: { APPLICATION: JSON.stringify(application) },
    plugins: [
      {
        name: 'payback:sign-in',
        setup: (script) => script.onResolve({ filter: SIGN_IN }, () => ({ path: signIn, external: true })),
      },
    ],
  });
  const [script] = outputFiles;
  // In a function: in the page it is no module, which would wait for the styles, and its names are not everybody's.
  return `(()=>{${(script?.text ?? '').trim()}})()`;
}
