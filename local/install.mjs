// Installs what package-lock.json names when node_modules is missing or older. Plain JavaScript without
// dependencies: it is the one file that runs before anything is installed, on whatever Node (>= 20) is there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}node_modules/.payback-installed`;
const wanted = createHash('sha256')
  .update(readFileSync(`${root}package-lock.json`))
  .digest('hex');

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(`Payback needs Node 20 or newer to install itself; this is ${process.version}.`);
  process.exit(1);
}

// By hand or in CI npm itself was called, and calls this at its end: what it has just installed is not installed again.
if (process.argv[2] === '--installed') {
  writeFileSync(stamp, wanted);
} else if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.log('Installing dependencies (npm ci), once per change of package-lock.json ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    console.error('npm ci failed: nothing was started. The lines above say why.');
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}
