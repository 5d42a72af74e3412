import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildApp } from '../../../../lib/app.ts';
import { bundle } from '../../../../lib/bundle.ts';
import type { StageFile } from '../../../../lib/stage/stage-file.ts';
import { readAssembly } from '../../../../local/cloudformation/assembly.ts';
import { EMPTY_PAGE } from '../../../support/empty-page.ts';

/** The stacks of the stage, and each function's folder by the hash of its asset. */
export async function synthesized(directory: string, settings: StageFile) {
  const bundles = path.join(directory, 'bundles');
  await bundle(bundles);
  const bundleDirectory = path.join(directory, 'functions');
  for (const name of await readdir(bundles)) {
    const at = path.join(bundleDirectory, name);
    await wrap(path.join(bundles, name), at, {
      clock: clockFile(directory, name),
      durations: durationsFile(directory),
      patience: patienceFile(directory),
    });
  }
  await cp(path.join(bundles, 'migrate/sql'), path.join(bundleDirectory, 'migrate/sql'), { recursive: true });
  const dashboardDirectory = path.join(directory, 'dashboard');
  await mkdir(path.join(dashboardDirectory, 'assets'), { recursive: true });
  await writeFile(path.join(dashboardDirectory, 'index.html'), EMPTY_PAGE);
  await writeFile(path.join(dashboardDirectory, 'assets/index.js'), '');
  const outdir = path.join(directory, 'cdk.out');
  const app = buildApp({
    stages: ['prod'],
    stageFile: () => settings,
    bundleDirectory,
    dashboardDirectory,
    outdir,
  });
  return readAssembly(app.synth());
}

/** How many times as fast as others the clock of a function goes is in this file; it goes as others where there is none. */
export const clockFile = (directory: string, name: string): string =>
  path.join(directory, `clock-of-${name}`);

/** There, statements say how long they really took. */
export const durationsFile = (directory: string): string => path.join(directory, 'real-durations');

/** There, answers wait for what they would leave behind on a busy machine. */
export const patienceFile = (directory: string): string => path.join(directory, 'patience');

/** Of what anything took here, where it is not what is looked at: how busy this machine is with other tests is nobody's fault. */
export const SHARE_OF_TIME = 1 / 20;

/**
 * A module that does what the function's does, by its own clock, and then waits until all that it has written is here.
 */
async function wrap(
  bundled: string,
  directory: string,
  files: { readonly clock: string; readonly durations: string; readonly patience: string },
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const url = JSON.stringify(pathToFileURL(path.join(bundled, 'index.mjs')).href);
  await writeFile(
    path.join(directory, 'index.mjs'),
    `import { channel } from 'node:diagnostics_channel';
import { existsSync, readFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import { handler as real } from ${url};
const files = ${JSON.stringify(files)};
const now = Date.now;
const durations = channel('payback:statement-duration');
let share = 1;
const wait = timers.setTimeout;
timers.setTimeout = (milliseconds, ...rest) =>
  wait(existsSync(files.patience) ? milliseconds / ${SHARE_OF_TIME} : milliseconds, ...rest);
syncBuiltinESMExports();
durations.publish = (milliseconds) => Object.getPrototypeOf(durations).publish.call(durations, milliseconds * share);
const written = (stream) => new Promise((resolve) => stream.write('', resolve));
export async function handler(event, context) {
  share = existsSync(files.durations) ? 1 : ${SHARE_OF_TIME};
  if (existsSync(files.clock)) {
    const [start, times] = [now(), Number(readFileSync(files.clock, 'utf8'))];
    Date.now = () => start + (now() - start) * times;
  }
  try {
    return await real(event, context);
  } finally {
    Date.now = now;
    await written(process.stdout);
    await written(process.stderr);
  }
}
`,
  );
}
