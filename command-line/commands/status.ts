import { getHealth } from '../../lambdas/health/contract.ts';
import { statusResult } from '../../lambdas/operations/contract.ts';
import { call } from '../api.ts';
import { table } from '../output.ts';
import { depthOf } from '../queues.ts';
import { invoke, type Target } from '../target/target.ts';
import { Trouble } from '../trouble.ts';
import type { Context, Register } from './command.ts';
import type { Queued } from './status/queues.ts';
import { checksOf } from './status/checks.ts';

export const registerStatus: Register = (program, run) => {
  program
    .command('status')
    .description('How the deployment is; ends with 1 when anything is unhealthy')
    .action(run(tellStatus));
};

async function tellStatus({ output, now, target: find }: Context): Promise<boolean> {
  const target = await find();
  const [status, queue, deadLetters, api] = await Promise.all([
    orTrouble(invoke(target, 'operations', { command: 'status' }, statusResult)),
    orTrouble(queued(target, target.queueUrl)),
    orTrouble(queued(target, target.deadLetterQueueUrl)),
    orTrouble(call({ ...target, token: undefined }, getHealth).then(({ status: health }) => health)),
  ]);
  const runningFor = target.runningSince === null ? Infinity : (now() - target.runningSince) / 1_000;
  const checks = checksOf({ status, queue, deadLetters, api, runningFor });
  const wrong = checks.filter(({ isWell }) => !isWell);
  const answer = {
    target: target.name,
    healthy: wrong.length === 0,
    status: known(status),
    queue: toJson(queue),
    dead_letters: toJson(deadLetters),
    checks,
  };
  const figures = status instanceof Trouble ? null : status.figures;
  output.answer(answer, () =>
    [
      `Payback of ${target.name}${figures === null ? '' : `: schema ${figures.schema}, organizations: ${figures.organizations}`}`,
      '',
      table(
        ['', 'what', 'is', 'allowed'],
        checks.map(({ what, value, limit, isWell }) => [isWell ? 'ok' : 'WRONG', what, value, limit]),
        '',
      ),
      ...wrong.map(({ what, runbook }) => `\n${what}: docs/runbook.md, “${runbook}”`),
    ].join('\n'),
  );
  return wrong.length === 0;
}

async function queued(target: Target, queueUrl: string): Promise<Queued> {
  const [depth, oldest] = await Promise.all([
    depthOf(target, queueUrl),
    orTrouble(target.oldestMessage(queueUrl)),
  ]);
  return { ...depth, oldest };
}

const known = <Result>(result: Result | Trouble) => (result instanceof Trouble ? null : result);

function toJson(queue: Queued | Trouble) {
  if (queue instanceof Trouble) return null;
  const { waiting, inFlight, oldest } = queue;
  return { waiting, in_flight: inFlight, oldest_seconds: known(oldest) };
}

/** What one of the parts does not tell leaves the others as they are. */
function orTrouble<Result>(asked: Promise<Result>): Promise<Result | Trouble> {
  return asked.catch((error: unknown) => {
    if (error instanceof Trouble) return error;
    throw error;
  });
}
