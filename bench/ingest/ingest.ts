import type pg from 'pg';
import * as z from 'zod';
import type { Progress } from '../../local/progress.ts';
import { timed } from '../support/clock.ts';
import type { Invoke } from '../support/functions.ts';
import { storeHistory } from '../support/history.ts';
import type { Options } from '../support/options.ts';
import { createRandom } from '../support/random.ts';
import type { Result } from '../support/report.ts';
import { median } from '../support/statistics.ts';
import type { Workbench } from '../support/workbench.ts';
import { createCopy, type Copy } from './copy.ts';
import { createBatch, type Batch } from './events.ts';

/** Already stored when the clock starts, in the partition that is written to. */
const STORED_BEFORE = 200_000;
const HOUR_MS = 3_600_000;
const TARGET = 0.4;

const responseSchema = z.object({ batchItemFailures: z.tuple([]) });
const countSchema = z.tuple([z.object({ count: z.coerce.number() })]);

/** Executions per second through the real handler, one warm instance, against COPY of the rows it has stored. */
export async function benchmarkIngest(
  { admin, organizations, load }: Workbench,
  { ingestRounds, ingestEvents }: Options,
  progress: Progress,
): Promise<Result[]> {
  const invoke = await load('ingest', 'payback_ingest');
  const random = createRandom(1);
  const copy = await createCopy(admin);
  const today = { from: new Date(Date.now() - 20 * HOUR_MS), to: new Date(Date.now() - HOUR_MS) };
  await storeHistory(admin, { seed: 0.5, ...today, executions: STORED_BEFORE });
  await send(admin, invoke, [createBatch(random, organizations), createBatch(random, organizations)]);
  await admin.query('vacuum analyze');

  const ingested: number[] = [];
  const copied: number[] = [];
  let messages = 0;
  for (let round = 1; round <= ingestRounds; round += 1) {
    const batches = Array.from({ length: ingestEvents }, () => createBatch(random, organizations));
    messages = batches.reduce((sum, { executionIds }) => sum + executionIds.length, 0);
    await progress.step(`round ${round}: ${messages} executions ingested, taken out, copied in`, async () => {
      ingested.push(messages / (await send(admin, invoke, batches)));
      const rows: Buffer[] = [];
      for (const { executionIds } of batches) rows.push(await copy.read(executionIds));
      await remove(admin, batches);
      copied.push(messages / (await copyAll(copy, rows)));
      await remove(admin, batches);
    });
  }
  const ratio = median(ingested) / median(copied);
  return [
    {
      name: `ingest, events of ${Math.round(messages / ingestEvents)} messages`,
      measured: `${Math.round(median(ingested) * 1000)} executions/s`,
      baseline: `COPY: ${Math.round(median(copied) * 1000)} rows/s`,
      ratio,
      target: { text: `≥ ${TARGET}`, met: ratio >= TARGET },
    },
  ];
}

/** @returns milliseconds. @throws Error when not all messages were stored */
async function send(admin: pg.Client, invoke: Invoke, batches: readonly Batch[]): Promise<number> {
  const before = await countStored(admin);
  const milliseconds = await timed(async () => {
    for (const { event } of batches) responseSchema.parse(await invoke(event));
  });
  const stored = (await countStored(admin)) - before;
  const sent = batches.reduce((sum, { executionIds }) => sum + executionIds.length, 0);
  if (stored !== sent) throw new Error(`${sent} messages were sent, ${stored} executions were stored.`);
  return milliseconds;
}

async function countStored(admin: pg.Client): Promise<number> {
  const { rows } = await admin.query('select count(*) from task_executions');
  return countSchema.parse(rows)[0].count;
}

function copyAll(copy: Copy, batches: readonly Buffer[]): Promise<number> {
  return timed(async () => {
    for (const rows of batches) await copy.write(rows);
  });
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
