import * as z from 'zod';
import { daysResult } from '../../lambdas/operations/contract.ts';
import { table } from '../output.ts';
import { depthOf } from '../queues.ts';
import { invoke, type Target } from '../target/target.ts';
import type { Context, Register } from './command.ts';
import { days as daysBetween, isoDay, lastToday, uuid } from './parameters.ts';

const position = z.object({ after_time: z.string(), after_id: z.string() });
/** What the price audit answers to `verify`. */
const verified = z.object({
  executions: z.int(),
  different: z.int(),
  pending: z.int(),
  first_different: z.array(z.string()),
  drift: z.object({ differences: z.number() }).loose().nullable(),
  next: position.nullable(),
});

interface Options {
  readonly organization?: string;
  readonly from?: string;
  readonly to?: string;
}

const DAY_MS = 86_400_000;

export const registerVerify: Register = (program, run) => {
  program
    .command('verify')
    .description(
      'Prove the figures: what became of every message, rollups = executions, every cost priced again',
    )
    .option('--organization <id>', 'of one alone')
    .option('--from <day>', 'YYYY-MM-DD; by default 30 days ago')
    .option('--to <day>', 'YYYY-MM-DD; by default today, where it has begun')
    .action(run(verify));
};

async function verify({ output, now, target: find }: Context, options: Options): Promise<boolean> {
  const organizationId =
    options.organization === undefined ? undefined : uuid('--organization', options.organization);
  const [firstDay, lastDay] = daysBetween(
    options.from ?? isoDay(now() - 30 * DAY_MS),
    options.to ?? lastToday(now()),
  );
  const target = await find();
  const range = { first_day: firstDay, last_day: lastDay };
  const event = {
    command: 'days',
    ...range,
    ...(organizationId === undefined ? {} : { organization_id: organizationId }),
  };
  const { counts, days } = await invoke(target, 'operations', event, daysResult);
  const [queue, dead] = await Promise.all([
    depthOf(target, target.queueUrl),
    depthOf(target, target.deadLetterQueueUrl),
  ]);

  const total = days.reduce((sum, { executions }) => sum + executions, 0);
  const found: {
    organization: string;
    organization_id: string;
    day: string;
    different: number;
    drift: number;
    first: string[];
  }[] = [];
  let [executions, pending] = [0, 0];
  let done = 0;
  for (const { organization_id: id, name, day: each, executions: expected } of days) {
    const result = await verifyDay(target, id, each);
    executions += result.executions;
    pending += result.pending;
    done += expected;
    output.progress(`executions, ${name} ${each}`, done, total);
    if (result.different > 0 || result.drift > 0) {
      const { different, drift, first } = result;
      found.push({ organization: name, organization_id: id, day: each, different, drift, first });
    }
  }

  const unaccounted = counts.received - counts.stored - counts.repeated - counts.rejected;
  const isWell = found.length === 0 && unaccounted === 0;
  const answer = {
    target: target.name,
    well: isWell,
    ...range,
    messages: {
      ...counts,
      unaccounted,
      waiting: queue.waiting,
      in_flight: queue.inFlight,
      dead_letters: dead.waiting + dead.inFlight,
    },
    days: days.length,
    executions_priced_again: executions,
    pending,
    differences: found,
  };
  output.answer(answer, () =>
    [
      `${target.name}, ${firstDay} to ${lastDay}, days of each organization's time zone`,
      '',
      `Messages   ${number(counts.received)} received (by the day they came, UTC) = ${number(counts.stored)} stored + ${number(counts.repeated)} repeated + ${number(counts.rejected)} rejected${unaccounted === 0 ? '' : `, and ${number(unaccounted)} unaccounted for`}`,
      `Not yet    ${number(queue.waiting)} waiting, ${number(queue.inFlight)} in work, ${number(answer.messages.dead_letters)} dead letters. What the queue has lost sight of (older than its retention) is in none of these.`,
      `Prices     ${number(executions)} executions of ${number(days.length)} organization-days priced again${pending === 0 ? '' : `; ${number(pending)} that differ are left to recalculations under way`}`,
      '',
      table(
        ['organization', 'day', 'costs that differ', 'sums that differ', 'first of them'],
        found.map((each) => [
          each.organization,
          each.day,
          each.different,
          each.drift,
          each.first.join(' ') || null,
        ]),
        'Every cost is what the price book says, and every rollup is the sum of its executions.',
      ),
      ...(found.length === 0
        ? []
        : [
            '',
            'docs/runbook.md: “Stored costs differ from the price book”, “Rollups differ from their executions”',
          ]),
    ].join('\n'),
  );
  return isWell;
}

const number = (value: number) => value.toLocaleString('en-US');

async function verifyDay(target: Target, organizationId: string, each: string) {
  const sum = { executions: 0, different: 0, pending: 0, drift: 0, first: new Array<string>() };
  let next: z.output<typeof position> | null = null;
  do {
    const asked: object = { organization_id: organizationId, day: each, ...(next && { position: next }) };
    const result: z.output<typeof verified> = await invoke(
      target,
      'price-audit',
      { verify: asked },
      verified,
    );
    sum.executions += result.executions;
    sum.different += result.different;
    sum.pending += result.pending;
    sum.drift += result.drift?.differences ?? 0;
    sum.first = [...sum.first, ...result.first_different].slice(0, 5);
    next = result.next;
  } while (next !== null);
  return sum;
}
