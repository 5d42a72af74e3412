import type { z } from 'zod';
import { statusResult } from '../../lambdas/operations/contract.ts';
import { age, table } from '../output.ts';
import { depthOf, type Depth } from '../queues.ts';
import { invoke } from '../target/target.ts';
import { Trouble } from '../trouble.ts';
import type { Context, Register } from './command.ts';

type Status = z.output<typeof statusResult>;

interface Check {
  readonly what: string;
  readonly value: string;
  /** What is allowed, in words. */
  readonly limit: string;
  readonly isWell: boolean;
  /** The heading of the runbook. */
  readonly runbook: string;
}

/** In seconds; the same as those of the alarms (test/command-line/limits.test.ts compares). */
export const LIMITS = {
  pendingAge: 300,
  recalculationAge: 3_600,
  erasureAge: 3_600,
  pricesAge: 86_400,
  partitionsAhead: 14 * 86_400,
  retentionAge: 3 * 86_400,
  connectionsPercent: 80,
  rejectedPercent: 5,
};

const inTime = (seconds: number | null, limit: number) => seconds === null || seconds <= limit;
const percent = (part: number, whole: number) => (whole === 0 ? 0 : (100 * part) / whole);

/** @param status @param queue @param deadLetters what is known of each, or why nothing is */
export function checksOf(
  status: Status | Trouble,
  queue: Depth | Trouble,
  deadLetters: Depth | Trouble,
): Check[] {
  return [
    queue instanceof Trouble ? unanswered('Queue', queue, 'The queue grows') : checkQueue(queue),
    deadLetters instanceof Trouble
      ? unanswered('Dead letters', deadLetters, 'Dead letters')
      : checkDeadLetters(deadLetters),
    ...(status instanceof Trouble
      ? [unanswered('Database', status, 'The command line does not answer')]
      : checkDatabase(status)),
  ];
}

function unanswered(what: string, { message }: Trouble, runbook: string): Check {
  return { what, value: message, limit: 'an answer', isWell: false, runbook };
}

function checkQueue({ waiting, inFlight }: Depth): Check {
  return {
    what: 'Queue',
    value: `${waiting.toLocaleString('en-US')} waiting, ${inFlight.toLocaleString('en-US')} in work`,
    limit: 'any number: its age has an alarm',
    isWell: true,
    runbook: 'The queue grows',
  };
}

function checkDeadLetters({ waiting, inFlight }: Depth): Check {
  const dead = waiting + inFlight;
  const value = dead.toLocaleString('en-US');
  return { what: 'Dead letters', value, limit: 'none', isWell: dead === 0, runbook: 'Dead letters' };
}

const unfinished = (count: number, oldest: number | null) =>
  count === 0
    ? 'none unfinished'
    : `${count.toLocaleString('en-US')} unfinished, the oldest of ${age(oldest)}`;

function checkDatabase(status: Status): Check[] {
  const rejected = percent(status.rejected, status.received);
  const connections = percent(status.connections, status.most_connections);
  return [
    {
      what: 'Rejected since yesterday',
      value: `${status.rejected.toLocaleString('en-US')} of ${status.received.toLocaleString('en-US')}`,
      limit: `${LIMITS.rejectedPercent}% of at least 20`,
      isWell: status.received < 20 || rejected <= LIMITS.rejectedPercent,
      runbook: 'Many rejections',
    },
    {
      what: 'Pending deltas',
      value:
        status.pending_deltas === 0
          ? 'none'
          : `${status.pending_deltas.toLocaleString('en-US')}, the oldest of ${age(status.pending_age)}`,
      limit: age(LIMITS.pendingAge),
      isWell: inTime(status.pending_age, LIMITS.pendingAge),
      runbook: 'The fold does not run',
    },
    {
      what: 'Recalculations',
      value: unfinished(status.recalculations, status.recalculation_age),
      limit: age(LIMITS.recalculationAge),
      isWell: inTime(status.recalculation_age, LIMITS.recalculationAge),
      runbook: 'Recalculation does not progress',
    },
    {
      what: 'Prices taken over',
      value: status.prices_age === null ? 'never' : `${age(status.prices_age)} ago`,
      limit: age(LIMITS.pricesAge),
      isWell: status.prices_age !== null && status.prices_age <= LIMITS.pricesAge,
      runbook: 'List prices are stale',
    },
    {
      what: 'Partitions ahead',
      value: age(status.partitions_ahead),
      limit: `at least ${age(LIMITS.partitionsAhead)}`,
      isWell: (status.partitions_ahead ?? 0) >= LIMITS.partitionsAhead,
      runbook: 'Partitions are not created',
    },
    {
      what: 'Retention decided',
      value: status.retention_age === null ? 'nothing to delete yet' : `${age(status.retention_age)} ago`,
      limit: age(LIMITS.retentionAge),
      isWell: inTime(status.retention_age, LIMITS.retentionAge),
      runbook: 'Retention does not delete',
    },
    {
      what: 'Erasures',
      value: unfinished(status.erasures, status.erasure_age),
      limit: age(LIMITS.erasureAge),
      isWell: inTime(status.erasure_age, LIMITS.erasureAge),
      runbook: 'Erasure does not progress',
    },
    {
      what: 'Days that differ from their executions',
      value: String(status.drifted_days),
      limit: 'none in the last day',
      isWell: status.drifted_days === 0,
      runbook: 'Rollups differ from their executions',
    },
    {
      what: 'Connections',
      value: `${status.connections} of ${status.most_connections}`,
      limit: `${LIMITS.connectionsPercent}%`,
      isWell: connections <= LIMITS.connectionsPercent,
      runbook: 'The database is busy',
    },
    {
      what: 'Sessions that wait for a lock',
      value: String(status.waiting),
      limit: 'none for over 5 s; npm run payback -- locks',
      isWell: status.waiting === 0,
      runbook: 'The database is busy',
    },
  ];
}

export const registerStatus: Register = (program, run) => {
  program
    .command('status')
    .description('How the deployment is; ends with 1 when anything is unhealthy')
    .action(run(tellStatus));
};

async function tellStatus({ output, target: find }: Context): Promise<boolean> {
  const target = await find();
  const [status, queue, deadLetters] = await Promise.all([
    orTrouble(invoke(target, 'operations', { command: 'status' }, statusResult)),
    orTrouble(depthOf(target, target.queueUrl)),
    orTrouble(depthOf(target, target.deadLetterQueueUrl)),
  ]);
  const checks = checksOf(status, queue, deadLetters);
  const wrong = checks.filter(({ isWell }) => !isWell);
  const known = <Result>(result: Result | Trouble) => (result instanceof Trouble ? null : result);
  const answer = {
    target: target.name,
    healthy: wrong.length === 0,
    status: known(status),
    queue: known(queue),
    dead_letters: known(deadLetters),
    checks,
  };
  output.answer(answer, () =>
    [
      `Payback of ${target.name}${status instanceof Trouble ? '' : `: schema ${status.schema}, organizations: ${status.organizations}, disputed prices: ${status.disputes}`}`,
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

/** What one of the three parts does not tell leaves the others as they are. */
function orTrouble<Result>(asked: Promise<Result>): Promise<Result | Trouble> {
  return asked.catch((error: unknown) => {
    if (error instanceof Trouble) return error;
    throw error;
  });
}
