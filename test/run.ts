// Every check and test, in the order of what is quickest to fail. Ends with one line that says how many passed.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { COVERAGE_DIRECTORY } from './support/coverage/parts.ts';
import { reportCoverage } from './support/coverage/report.ts';
import { limit } from './support/limits.ts';
import { createProcessGroups } from './support/process-group.ts';

/** Files whose content it has seen are not read again: 2 s of processor time instead of 14. */
const FORMATTED_BEFORE = ['--cache', '--cache-strategy=content', '--cache-location=.build/prettier'];
const CHECKS = [
  { name: 'format', command: ['prettier', '--check', ...FORMATTED_BEFORE, '--log-level', 'warn', '.'] },
  { name: 'types', command: ['tsc'] },
  { name: 'types of the dashboard', command: ['tsc', '-p', 'dashboard'] },
  { name: 'imports', command: ['node', 'test/imports/check.ts'] },
  { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings', '--quiet'] },
  { name: 'dead code', command: ['knip', '--no-progress'] },
] as const;
/** What tests have started stops in order: a deployment needs some seconds. */
const END_SECONDS = 20;

const jestResult = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), success: z.boolean() });

const groups = createProcessGroups(path.join(import.meta.dirname, '..'));
const scratch = await mkdtemp(path.join(os.tmpdir(), 'payback-jest-'));
let passed = 0;
let failed = 0;
let interrupted = false;

async function check(name: string, work: () => Promise<boolean>): Promise<void> {
  const started = performance.now();
  const ok = await work();
  // The signal's handler ends this process; nothing more is started.
  if (interrupted) await new Promise(() => {});
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  if (ok) passed += 1;
  else failed += 1;
}

async function jest(args: readonly string[]): Promise<void> {
  const file = path.join(scratch, 'result.json');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jestArgs = ['node_modules/jest/bin/jest.js', '--json', `--outputFile=${file}`, '--colors=false'];
  // Only all tests together can run all lines.
  const coverage = args.length === 0 ? await mkdtemp(path.join(scratch, 'coverage-')) : undefined;
  const environment: Record<string, string> =
    coverage === undefined ? {} : { [COVERAGE_DIRECTORY]: coverage };
  await groups.run(['node', ...flags, ...jestArgs, ...args], environment);
  const tests = await readFile(file, 'utf8')
    .then((text) => jestResult.parse(JSON.parse(text)))
    // It could not even start, and has said why.
    .catch(() => ({ numPassedTests: 0, numFailedTests: 1, success: false }));
  passed += tests.numPassedTests;
  failed += tests.numFailedTests + (tests.success || tests.numFailedTests > 0 ? 0 : 1);

  await check('no process is left', async () => {
    const left = await groups.end(limit(END_SECONDS));
    for (const process of left) console.log(process);
    return left.length === 0;
  });
  if (coverage === undefined) return;
  await check('coverage', async () => {
    const { table, missed } = await reportCoverage(coverage);
    console.log(`\n${[table, ...missed].join('\n')}\n`);
    return missed.length === 0;
  });
}

/** A signal ends all that runs, and what that has started, before this process. */
async function interrupt(): Promise<never> {
  interrupted = true;
  await groups.end(limit(END_SECONDS));
  await rm(scratch, { recursive: true, force: true });
  process.exit(130);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void interrupt());

for (const { name, command } of CHECKS) await check(name, () => groups.run(command));
await jest(process.argv.slice(2));
await rm(scratch, { recursive: true, force: true });

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
