// Asks an account whether it has what a stage needs, before the first deployment. Changes nothing.
import { parseArgs } from 'node:util';
import { helpIfAsked } from '../local/help.ts';
import { preflightOf } from '../lib/preflight/of-stage.ts';
import { requestedStages, type StageName } from '../lib/stage.ts';

const USAGE = 'Usage: npm run --silent preflight -- --stage dev|prod [--stages <folder>] [--json]';
helpIfAsked(USAGE);

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
  const findings = await preflightOf(stage, folder);
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
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  process.exitCode = 2;
}
