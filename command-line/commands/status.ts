import type { z } from 'zod';
import { statusResult } from '../../lambdas/operations/contract.ts';
import { age, table } from '../output.ts';
import { depthOf, type Depth } from '../queues.ts';
import { invoke } from '../target/target.ts';
import type { Register } from './command.ts';

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

export function checksOf(status: Status, queue: Depth, deadLetters: Depth): Check[] {
  const rejected = percent(status.rejected, status.received);
  const connections = percent(status.connections, status.most_connections);
  const dead = deadLetters.waiting + deadLetters.inFlight;
  return [
    {
      what: 'Queue',
      value: `${queue.waiting.toLocaleString('en-US')} waiting, ${queue.inFlight.toLocaleString('en-US')} in work`,
      limit: 'any number: its age has an alarm',
      isWell: true,
      runbook: 'The queue grows',
    },
    { what: 'Dead letters', value: String(dead), limit: 'none', isWell: dead === 0, runbook: 'Dead letters' },
    {
      what: 'Rejected since yesterday',
      value: `${status.rejected.toLocaleString('en-US')} of ${status.received.toLocaleString('en-US')}`,
      limit: `${LIMITS.rejectedPercent}% of at least 20`,
      isWell: status.received < 20 || rejected <= LIMITS.rejectedPercent,
      runbook: 'Many rejections',
    },
    {
      what: 'Pending deltas',
      value: `${status.pending_deltas.toLocaleString('en-US')}, the oldest of ${age(status.pending_age)}`,
      limit: age(LIMITS.pendingAge),
      isWell: inTime(status.pending_age, LIMITS.pendingAge),
      runbook: 'The fold does not run',
    },
    {
      what: 'Recalculations',
      value: `${status.recalculations} unfinished, the oldest of ${age(status.recalculation_age)}`,
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
      value: `${status.erasures} unfinished, the oldest of ${age(status.erasure_age)}`,
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
    .action(
      run(async ({ output, target: find }) => {
        const target = await find();
        const [status, queue, deadLetters] = await Promise.all([
          invoke(target, 'operations', { command: 'status' }, statusResult),
          depthOf(target, target.queueUrl),
          depthOf(target, target.deadLetterQueueUrl),
        ]);
        const checks = checksOf(status, queue, deadLetters);
        const wrong = checks.filter(({ isWell }) => !isWell);
        output.answer(
          {
            target: target.name,
            healthy: wrong.length === 0,
            status,
            queue,
            dead_letters: deadLetters,
            checks,
          },
          () =>
            [
              `Payback of ${target.name}: schema ${status.schema}, ${status.organizations} organizations, ${status.disputes} disputed prices`,
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
      }),
    );
};
