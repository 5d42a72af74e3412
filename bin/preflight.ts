// Asks an account whether it has what a stage needs, before the first deployment. Changes nothing.
import { parseArgs } from 'node:util';
import { buildApp } from '../lib/app.ts';
import { bundle, bundleDirectory } from '../lib/bundle.ts';
import { buildDashboard, dashboardDirectory } from '../lib/features/dashboard/build.ts';
import { awsAccount } from '../lib/preflight/account.ts';
import { preflight } from '../lib/preflight/checks.ts';
import { needsOf } from '../lib/preflight/needs.ts';
import { requestedStages, type StageName } from '../lib/stage.ts';
import { readStageFile } from '../lib/stage/read-stage-file.ts';

const USAGE = 'Usage: npm run --silent preflight -- --stage dev|prod [--stages <folder>] [--json]';

function readOptions(): {
  readonly stage: StageName;
  readonly stages: string | undefined;
  readonly json: boolean;
} {
  const { values } = parseArgs({
    options: {
      stage: { type: 'string' },
      stages: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const [stage, another] = requestedStages(values.stage);
  if (stage === undefined || another !== undefined) throw new Error('--stage is required.');
  return { stage, stages: values.stages, json: values.json };
}

async function run({ stage, stages: folder, json }: ReturnType<typeof readOptions>): Promise<void> {
  await Promise.all([bundle(), buildDashboard()]);
  const { stacks } = buildApp({
    stages: [stage],
    stageFile: (name) => readStageFile(name, folder),
    bundleDirectory,
    dashboardDirectory,
  }).synth();
  const findings = await preflight(needsOf(stage, stacks), awsAccount());
  if (json) console.log(JSON.stringify(findings, null, 2));
  else {
    for (const { check, status, says } of findings) {
      console.log(`${status.padEnd(8)} ${check.padEnd(19)} ${says}`);
    }
  }
  if (findings.some(({ status }) => status !== 'ok')) process.exitCode = 1;
}

try {
  const options = readOptions();
  await run(options).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  process.exitCode = 2;
}
