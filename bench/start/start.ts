import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bundle, functionNames } from '../../lib/bundle.ts';
import type { Progress } from '../../local/progress.ts';
import type { Teardown } from '../../local/teardown.ts';
import { functionEnvironment } from '../../test/support/function-environment.ts';
import { temporaryDirectory } from '../../test/support/temporary-directory.ts';
import type { Result } from '../support/report.ts';
import { median } from '../support/statistics.ts';

const run = promisify(execFile);
const ROUNDS = 7;
const MOST_MS = 150;
/** The one whose start somebody waits for. */
const READ_API = 'analytics';
const MOST_BYTES = 400_000;

/** How long the bundle of each function takes to be ready for its first call, in a process of its own, as after a cold start. */
export async function benchmarkStart(progress: Progress, teardown: Teardown): Promise<Result[]> {
  const directory = await temporaryDirectory();
  teardown.add(() => directory.remove());
  await progress.step('functions are bundled', () => bundle(directory.path));
  const names = await functionNames();
  const times = new Map(names.map((name): [string, number[]] => [name, []]));
  const bare: number[] = [];
  await progress.step(`each is started ${ROUNDS} times`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await started());
      for (const name of names) times.get(name)?.push(await initialized(directory.path, name));
    }
  });
  const process = median(bare);
  const { size } = await stat(path.join(directory.path, READ_API, 'index.mjs'));
  return [
    ...[...times].map(([name, each]): Result => {
      const milliseconds = median(each);
      return {
        name: `initialization of ${name}`,
        measured: `${milliseconds.toFixed(0)} ms`,
        baseline: `a process of Node alone: ${process.toFixed(0)} ms`,
        ratio: milliseconds / process,
        target: { text: `<= ${MOST_MS} ms`, met: milliseconds <= MOST_MS },
      };
    }),
    {
      name: 'code of the read API',
      measured: `${(size / 1_000).toFixed(0)} KB`,
      baseline: `${MOST_BYTES / 1_000} KB`,
      ratio: size / MOST_BYTES,
      target: { text: `<= ${MOST_BYTES / 1_000} KB`, met: size <= MOST_BYTES },
    },
  ];
}

/** @returns milliseconds of a process that does nothing */
async function started(): Promise<number> {
  const start = performance.now();
  await run(process.execPath, ['--enable-source-maps', '--eval', '']);
  return performance.now() - start;
}

/** @returns milliseconds from the beginning of the import until the module has run */
async function initialized(directory: string, name: string): Promise<number> {
  const url = JSON.stringify(pathToFileURL(path.join(directory, name, 'index.mjs')));
  const program = `const start = performance.now(); await import(${url}); console.log(performance.now() - start);`;
  const { stdout } = await run(
    process.execPath,
    ['--enable-source-maps', '--input-type=module', '--eval', program],
    { env: functionEnvironment(name) },
  );
  return Number(stdout.trim().split('\n').at(-1));
}
