// Every check and test, in the order of what is quickest to fail. Ends with one line that says how many passed.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const root = path.join(import.meta.dirname, '..');
const CHECKS = [
  { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { name: 'types', command: ['tsc'] },
  { name: 'types of the dashboard', command: ['tsc', '-p', 'dashboard'] },
  { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings', '--quiet'] },
  { name: 'dead code', command: ['knip', '--no-progress'] },
] as const;

const jestResult = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), success: z.boolean() });

function run(command: readonly string[]): Promise<boolean> {
  const [file = '', ...args] = command;
  return new Promise((resolve, reject) => {
    spawn(file, args, { cwd: root, stdio: 'inherit' })
      .once('error', reject)
      .once('close', (code) => resolve(code === 0));
  });
}

async function jest(args: readonly string[]): Promise<z.infer<typeof jestResult>> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'payback-jest-'));
  const file = path.join(directory, 'result.json');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jestArgs = ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${file}`, '--colors=false'];
  await run(['node', ...flags, ...jestArgs, ...args]);
  try {
    return jestResult.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // It could not even start, and has said why.
    return { numPassedTests: 0, numFailedTests: 1, success: false };
  } finally {
    await rm(directory, { recursive: true });
  }
}

let passed = 0;
let failed = 0;
for (const { name, command } of CHECKS) {
  const started = performance.now();
  const ok = await run(command);
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  if (ok) passed += 1;
  else failed += 1;
}
const tests = await jest(process.argv.slice(2));
passed += tests.numPassedTests;
failed += tests.numFailedTests + (tests.success || tests.numFailedTests > 0 ? 0 : 1);

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
