// One execution through a deployment, from the queue to the summary.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { helpIfAsked } from '../local/help.ts';
import { smokeLocally } from '../local/smoke.ts';
import { awsAccount } from '../lib/preflight/account.ts';
import { awsTarget } from '../lib/smoke/aws-target.ts';
import { smoke } from '../lib/smoke/smoke.ts';
import { requestedStages } from '../lib/stage.ts';

const USAGE = 'Usage: npm run --silent smoke -- [--stage dev|prod | --data-dir .payback]';
helpIfAsked(USAGE);
/** A first call of each function and a paused database take their time. */
const OPTIONS = { timeoutMs: 120_000, pollMs: 500 };

async function targetOf(stage: string | undefined, dataDirectory: string) {
  if (stage === undefined) return smokeLocally(path.resolve(dataDirectory));
  const [name = 'dev'] = requestedStages(stage);
  return awsTarget(name, awsAccount(), process.env);
}

function readOptions() {
  const { values } = parseArgs({
    options: { stage: { type: 'string' }, 'data-dir': { type: 'string', default: '.payback' } },
  });
  return values;
}

try {
  const { stage, 'data-dir': dataDirectory } = readOptions();
  if (stage !== undefined) requestedStages(stage);
  try {
    const { executionId, seconds, cost, tasks } = await smoke(await targetOf(stage, dataDirectory), OPTIONS);
    const costs = cost === null ? 'without a price' : `${cost} USD`;
    console.log(
      `Execution ${executionId}: ${costs}, in the summary after ${seconds.toFixed(1)} s, task ${tasks}.`,
    );
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  process.exitCode = 2;
}
