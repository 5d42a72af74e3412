import { getHealth } from '../../lambdas/health/contract.ts';
import { statusResult } from '../../lambdas/operations/contract.ts';
import { call } from '../api.ts';
import { table } from '../output.ts';
import { depthOf } from '../queues.ts';
import { invoke, type Target } from '../target/target.ts';
import { Trouble } from '../trouble.ts';
import type { Context, Register } from './command.ts';
import { answered } from './status/answered.ts';
import type { Check } from './status/check.ts';
import { checksOf } from './status/checks.ts';
import type { Queued } from './status/queues.ts';

export const registerStatus: Register = (program, run) => {
  program
    .command('status')
    .description('How the deployment is; ends with 1 when anything is unhealthy')
    .action(run(tellStatus));
};

/** How long an answer may take, in seconds: of the API and the queues, and of a function that waits for the database. */
const ANSWER = { api: 15, function: 45 };

async function tellStatus({ output, now, patience, target: find }: Context): Promise<boolean> {
  const target = await find();
  const ofQueue = (queueUrl: string) =>
    answered(patience * ANSWER.api, (signal) => queued(target, queueUrl, signal));
  const [status, queue, deadLetters, api] = await Promise.all([
    answered(patience * ANSWER.function, (signal) =>
      invoke(target, 'operations', { command: 'status' }, statusResult, signal),
    ),
    ofQueue(target.queueUrl),
    ofQueue(target.deadLetterQueueUrl),
    answered(patience * ANSWER.api, async (signal) => {
      const health = await call({ ...target, token: undefined }, getHealth, { signal });
      return health.status;
    }),
  ]);
  const runningFor = target.runningSince === null ? Infinity : (now() - target.runningSince) / 1_000;
  const checks = checksOf({ status, queue, deadLetters, api, runningFor });
  const isHealthy = checks.every(({ isWell }) => isWell);
  const answer = {
    target: target.name,
    healthy: isHealthy,
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
      // What it is comes last: that of an error is long.
      table(
        ['', 'what', 'allowed', 'is'],
        checks.map(({ what, value, limit, isWell }) => [
          isWell ? 'ok' : 'WRONG',
          what,
          limit,
          inOneLine(value),
        ]),
        '',
      ),
      '',
      ...whatToDo(checks),
    ].join('\n'),
  );
  return isHealthy;
}

const inOneLine = (text: string) => text.replaceAll(/\s*\n\s*/g, ' ');

function whatToDo(checks: readonly Check[]): string[] {
  const wrong = checks.filter(({ isWell }) => !isWell);
  if (wrong.length === 0) return [`All ${checks.length} are well.`];
  return [
    `${wrong.length} of ${checks.length} are wrong. What to do:`,
    table(
      ['what', 'docs/runbook.md', 'first'],
      wrong.map(({ what, runbook, hint }) => [what, `“${runbook}”`, hint ?? '']),
      '',
    ),
  ];
}

async function queued(target: Target, queueUrl: string, signal: AbortSignal): Promise<Queued> {
  const [depth, oldest] = await Promise.all([
    depthOf(target, queueUrl, signal),
    target.oldestMessage(queueUrl, signal).catch((error: unknown) => {
      if (error instanceof Trouble) return error;
      throw error;
    }),
  ]);
  return { ...depth, oldest };
}

const known = <Result>(result: Result | Trouble) => (result instanceof Trouble ? null : result);

function toJson(queue: Queued | Trouble) {
  if (queue instanceof Trouble) return null;
  const { waiting, inFlight, oldest } = queue;
  return { waiting, in_flight: inFlight, oldest_seconds: known(oldest) };
}
