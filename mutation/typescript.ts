// StrykerJS on the TypeScript of figures, with the database that their tests need.
import { spawn } from 'node:child_process';
import path from 'node:path';
import startTestServer from '../test/support/global-setup.ts';
import stopTestServer from '../test/support/global-teardown.ts';

await startTestServer();
try {
  process.exitCode = await new Promise<number>((resolve, reject) => {
    const args = ['run', 'mutation/stryker.config.mjs', ...process.argv.slice(2)];
    spawn('stryker', args, { cwd: path.join(import.meta.dirname, '..'), stdio: 'inherit' })
      .once('error', reject)
      .once('close', (code) => resolve(code ?? 1));
  });
} finally {
  await stopTestServer();
}
