import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Where `buildDashboard` writes by default. */
export const dashboardDirectory = join(root, '.build/dashboard');

/**
 * Builds the dashboard: index.html at the top, and below assets/ what is named after its content. Takes about a
 * second.
 * @throws with file and line of what does not compile
 */
export async function buildDashboard(outDir: string = dashboardDirectory): Promise<void> {
  await build({
    configFile: false,
    root: join(root, 'dashboard'),
    logLevel: 'warn',
    // Whatever is in the environment of who builds it: React's other build is twice as large.
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { development: false } },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'baseline-widely-available',
      // A data: URL would need an exception in the content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: {
        // One file of all that loads first: a dozen small ones compress worse, and each costs a request.
        output: { codeSplitting: { groups: [{ name: 'initial', tags: ['$initial'] }] } },
        onwarn: (warning, warn) => {
          // 'use client' in a library means nothing where there is no server that renders.
          if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
        },
      },
    },
  });
}
