import type pg from 'pg';
import * as z from 'zod';
import { stageSettings } from '../../lib/stage.ts';
import type { Progress } from '../../local/progress.ts';
import { storeHistory } from '../support/history.ts';
import type { Instance } from '../support/instance.ts';
import type { Options } from '../support/options.ts';
import { postmasterOf, processorTime } from '../support/processor-time.ts';
import { createRandom } from '../support/random.ts';
import type { Result } from '../support/report.ts';
import { median } from '../support/statistics.ts';
import type { Workbench } from '../support/workbench.ts';
import { createCopy, type Copy } from './copy.ts';
import { createBatch, type Batch } from './events.ts';

/** Already stored when the clock starts, in the partition that is written to. */
const STORED_BEFORE = 200_000;
const HOUR_MS = 3_600_000;
const MEGABYTE = 1024 * 1024;
const TARGET = 0.45;
const MOST_PROCESSOR = 2.5;
const MOST_MEMORY = 512 * MEGABYTE;
const MOST_GROWTH = 1.1;

const answersSchema = z.array(z.object({ batchItemFailures: z.tuple([]) }));
const countSchema = z.tuple([z.object({ count: z.coerce.number() })]);

/** What a round came to, of each execution: seconds on the clock, and of processors. */
interface Taken {
  readonly executions: number;
  readonly milliseconds: number;
  readonly processorMs: number;
}
interface Round {
  readonly ingested: Taken;
  readonly copied: Taken;
  /** Of the instance that has most, in bytes. */
  readonly memory: number;
}

/**
 * Executions per second through the real handler in as many processes as `prod` lets read the queue at once, against COPY of the
 * rows that they have stored.
 */
export async function benchmarkIngest(
  workbench: Workbench,
  options: Options,
  progress: Progress,
): Promise<Result[]> {
  const { admin, organizations, start } = workbench;
  const { concurrency } = stageSettings('prod').ingest;
  const instances = await progress.step(`${concurrency} instances of ingest are up`, () =>
    Promise.all(Array.from({ length: concurrency }, () => start('ingest', 'payback_ingest'))),
  );
  const random = createRandom(1);
  const make = (events: number) => Array.from({ length: events }, () => createBatch(random, organizations));
  const today = { from: new Date(Date.now() - 20 * HOUR_MS), to: new Date(Date.now() - HOUR_MS) };
  await storeHistory(admin, { seed: 0.5, ...today, executions: STORED_BEFORE });
  const stand = { admin, instances, copy: await createCopy(admin), postmaster: await postmasterOf(admin) };
  await ingestAll(stand, make(2 * concurrency));
  await admin.query('vacuum analyze');

  const rounds: Round[] = [];
  for (let number = 1; number <= options.ingestRounds; number += 1) {
    const batches = make(options.ingestEvents);
    const executions = countOf(batches);
    await progress.step(
      `round ${number}: ${executions} executions ingested, taken out, copied in`,
      async () => {
        rounds.push(await roundOf(stand, batches));
      },
    );
  }
  return results(rounds, concurrency);
}

interface Stand {
  readonly admin: pg.Client;
  readonly instances: readonly Instance[];
  readonly copy: Copy;
  readonly postmaster: number;
}

async function roundOf(stand: Stand, batches: readonly Batch[]): Promise<Round> {
  const { admin, copy } = stand;
  const ingested = await ingestAll(stand, batches);
  const rows: Buffer[] = [];
  for (const { executionIds } of batches) rows.push(await copy.read(executionIds));
  await remove(admin, batches);
  const before = process.cpuUsage();
  const copied = await taken(stand, batches, async () => {
    for (const each of rows) await copy.write(each);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  await remove(admin, batches);
  return { ingested, copied, memory: ingested.memory };
}

/** @throws Error when not all messages were stored */
async function ingestAll(
  stand: Stand,
  batches: readonly Batch[],
): Promise<Taken & { readonly memory: number }> {
  const { admin, instances } = stand;
  const shares = instances.map((instance, index) => ({
    instance,
    events: batches
      .filter((_, at) => at % instances.length === index)
      .map(({ event }) => JSON.stringify(event)),
  }));
  for (const { instance, events } of shares) await instance.give(events);
  const before = await countStored(admin);
  let memory = 0;
  const result = await taken(stand, batches, async () => {
    const runs = await Promise.all(shares.map(({ instance }) => instance.run()));
    for (const { answers } of runs) answersSchema.parse(answers);
    memory = Math.max(...runs.map((run) => run.memory));
    return runs.reduce((sum, run) => sum + run.processorMs, 0);
  });
  const stored = (await countStored(admin)) - before;
  if (stored !== result.executions)
    throw new Error(`${result.executions} messages were sent, ${stored} executions were stored.`);
  return { ...result, memory };
}

/** @param work returns the processor time of who asks, in milliseconds; that of PostgreSQL is added to it */
async function taken(
  { postmaster }: Stand,
  batches: readonly Batch[],
  work: () => Promise<number>,
): Promise<Taken> {
  const before = await processorTime(postmaster);
  const started = performance.now();
  const asking = await work();
  const milliseconds = performance.now() - started;
  const processorMs = asking + (await processorTime(postmaster)) - before;
  return { executions: countOf(batches), milliseconds, processorMs };
}

const countOf = (batches: readonly Batch[]): number =>
  batches.reduce((sum, { executionIds }) => sum + executionIds.length, 0);

async function countStored(admin: pg.Client): Promise<number> {
  const { rows } = await admin.query('select count(*) from task_executions');
  return countSchema.parse(rows)[0].count;
}

/** Takes the executions of a round, and all that was written with them, out again, so that tables do not grow. */
async function remove(admin: pg.Client, batches: readonly Batch[]): Promise<void> {
  const ids = `{${batches.flatMap(({ executionIds }) => executionIds).join()}}`;
  for (const table of ['task_executions', 'routing_decisions', 'execution_keys']) {
    await admin.query(`delete from ${table} where id = any ($1::uuid[])`, [ids]);
  }
  await admin.query('delete from execution_flags where execution_id = any ($1::uuid[])', [ids]);
  await admin.query('truncate rollup_deltas');
  await admin.query('vacuum');
}

function results(rounds: readonly Round[], concurrency: number): Result[] {
  const perSecond = (of: (round: Round) => Taken) =>
    median(rounds.map((round) => (of(round).executions * 1000) / of(round).milliseconds));
  const processor = (of: (round: Round) => Taken) =>
    median(rounds.map((round) => (of(round).processorMs * 1000) / of(round).executions));
  const [ingested, copied] = [perSecond(({ ingested: each }) => each), perSecond(({ copied: each }) => each)];
  const [whole, plain] = [processor(({ ingested: each }) => each), processor(({ copied: each }) => each)];
  const [first = 0] = rounds.map(({ memory }) => memory);
  const most = Math.max(...rounds.map(({ memory }) => memory));
  const messages = rounds.reduce((sum, { ingested: { executions } }) => sum + executions, 0);
  return [
    {
      name: `ingest, ${concurrency} instances at once`,
      measured: `${Math.round(ingested)} executions/s`,
      baseline: `COPY: ${Math.round(copied)} rows/s`,
      ratio: ingested / copied,
      target: { text: `≥ ${TARGET}`, met: ingested / copied >= TARGET },
    },
    {
      name: 'processors of an execution, functions and PostgreSQL',
      measured: `${whole.toFixed(0)} µs`,
      baseline: `COPY: ${plain.toFixed(0)} µs`,
      ratio: whole / plain,
      target: { text: `≤ ${MOST_PROCESSOR}`, met: whole / plain <= MOST_PROCESSOR },
    },
    {
      name: `memory of an instance, ${messages} messages in all`,
      measured: `${Math.round(most / MEGABYTE)} MB`,
      baseline: `after the first round: ${Math.round(first / MEGABYTE)} MB`,
      ratio: most / first,
      target: {
        text: `< ${MOST_MEMORY / MEGABYTE} MB, ≤ ${MOST_GROWTH} times`,
        met: most < MOST_MEMORY && most / first <= MOST_GROWTH,
      },
    },
  ];
}
