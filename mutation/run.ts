// Plants one fault after the other in the SQL and runs the tests near it. Ends with the faults that no test noticed.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import startTestServer from '../test/support/global-setup.ts';
import stopTestServer from '../test/support/global-teardown.ts';
import { changedLines } from './changed-lines.ts';
import { Explanations } from './explained.ts';
import { mutatedFiles, type Mutant, type MutatedFile } from './mutants.ts';
import { testsNear } from './near-tests.ts';
import { Planter } from './planting.ts';
import { Results, type Result } from './results.ts';
import { TestRunner } from './test-runner.ts';
import { copyWorkTree } from './tree.ts';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    since: { type: 'string' },
    list: { type: 'boolean', default: false },
    minutes: { type: 'string', default: 'Infinity' },
  },
});
const root = path.join(import.meta.dirname, '..');
const build = path.join(root, '.build/mutation');
const tree = path.join(build, 'tree');
const ended = performance.now() + Number(options.minutes) * 60_000;
const timeIsUp = () => performance.now() > ended;

interface Work extends MutatedFile {
  readonly tests: readonly string[];
  readonly fingerprint: string;
}

const files = await mutatedFiles(root, options.only);
const { since } = options;
const isChosen = since === undefined ? () => true : changedLines(root, since);
const work: Work[] = await Promise.all(
  files.map(async (file) => {
    const tests = testsNear(file.file, root);
    const texts = await Promise.all(tests.map((test) => readFile(path.join(root, test))));
    const fingerprint = createHash('sha256').update(Buffer.concat(texts)).digest('hex').slice(0, 16);
    return {
      ...file,
      mutants: file.mutants.filter(({ line }) => isChosen(file.file, line)),
      tests,
      fingerprint,
    };
  }),
);
const explanations = await Explanations.read();
const results = await Results.open(path.join(build, 'results.jsonl'));
const pending = work
  .map((file) => ({
    ...file,
    mutants: file.mutants.filter(({ id }) => results.of(id, file.fingerprint) === undefined),
  }))
  .filter(({ mutants }) => mutants.length > 0);

if (options.list) list();
else {
  if (pending.length > 0) await runAll();
  report();
}

function list(): void {
  for (const { file, mutants, fingerprint } of work.filter((one) => one.mutants.length > 0)) {
    console.log(`${file}: ${mutants.length}`);
    for (const { id, at, line } of mutants)
      console.log(`  ${line} ${at} ${results.of(id, fingerprint) ?? ''}`);
  }
}

async function runAll(): Promise<void> {
  await copyWorkTree(root, tree);
  await startTestServer();
  const runner = new TestRunner(tree);
  try {
    const planter = new Planter(root, tree, Number(process.env['PAYBACK_TEST_POSTGRES_PORT']));
    let left = pending.reduce((sum, { mutants }) => sum + mutants.length, 0);
    for (const file of pending) {
      if (timeIsUp()) break;
      left -= await runFile(file, runner, planter, left);
    }
  } finally {
    runner.stop();
    await stopTestServer();
  }
}

/** @returns how many of its faults were planted */
async function runFile(file: Work, runner: TestRunner, planter: Planter, left: number): Promise<number> {
  const sound = await runner.run(file.tests, 600);
  if (!sound.passed) throw new Error(`The tests near ${file.file} fail without a fault.\n${sound.failure}`);
  const patience = 30 + 10 * sound.seconds;
  const started = performance.now();
  let done = 0;
  for (const mutant of file.mutants) {
    if (timeIsUp()) break;
    const outcome = await outcomeOf(file, mutant, runner, planter, patience);
    await results.add({ id: mutant.id, tests: file.fingerprint, outcome });
    done += 1;
    const minutes = ((left - done) * (performance.now() - started)) / done / 60_000;
    const remains = `${left - done} left, about ${minutes.toFixed(0)} min`;
    console.log(`${outcome.padEnd(8)} ${mutant.file}:${mutant.line} ${mutant.at} (${remains})`);
  }
  return done;
}

async function outcomeOf(
  file: Work,
  mutant: Mutant,
  runner: TestRunner,
  planter: Planter,
  patience: number,
): Promise<Result['outcome']> {
  const planted = await planter.plant(file, mutant);
  try {
    if (!planted.isAccepted) return 'refused';
    for (const test of file.tests) {
      if (!(await runner.run([test], patience)).passed) return 'killed';
    }
    return 'survived';
  } finally {
    await planted.restore();
  }
}

function report(): void {
  const counts = { killed: 0, survived: 0, explained: 0, refused: 0, 'not run': 0 };
  const unexplained: Mutant[] = [];
  for (const { mutants, fingerprint } of work) {
    for (const mutant of mutants) {
      const outcome = results.of(mutant.id, fingerprint) ?? 'not run';
      if (outcome !== 'survived') counts[outcome] += 1;
      else if (explanations.reasonOf(mutant) !== undefined) counts.explained += 1;
      else {
        counts.survived += 1;
        unexplained.push(mutant);
      }
    }
  }
  for (const { file, line, at } of unexplained) console.log(`SURVIVED ${file}:${line} ${at}`);
  const isWhole = options.only.length === 0 && since === undefined;
  const stale = isWhole ? explanations.stale(files.flatMap(({ mutants }) => mutants)) : [];
  for (const entry of stale) console.log(`EXPLAINS NOTHING ${entry}`);
  console.log(
    Object.entries(counts)
      .map(([outcome, count]) => `${count} ${outcome}`)
      .join(', '),
  );
  process.exitCode = unexplained.length + stale.length > 0 ? 1 : 0;
}
