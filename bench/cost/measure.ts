import type pg from 'pg';
import * as z from 'zod';
import { savingsSummary } from '../../lambdas/analytics/savings-summary/contract.ts';
import type { Progress } from '../../local/progress.ts';
import { getEvent } from '../analytics/event.ts';
import { createBatch, type Batch } from '../ingest/events.ts';
import { timed } from '../support/clock.ts';
import type { Invoke } from '../support/load-bundle.ts';
import { machineFacts } from '../support/machine.ts';
import { createRandom } from '../support/random.ts';
import { quantile } from '../support/statistics.ts';
import type { Workbench } from '../support/workbench.ts';
import type { Measured } from './measured.ts';
import { postmasterOf, processorTime } from '../support/processor-time.ts';

const BATCHES = 12;
const SINGLES = 60;
const READS = 200;
const IDLE_CALLS = 20;

const one = <Shape extends z.ZodRawShape>(shape: Shape) => z.tuple([z.object(shape)]);
const taken = z.object({ batchItemFailures: z.tuple([]) });
const answered = z.object({ statusCode: z.literal(200), body: z.string() });

/** Processor time, bytes and log of executions that go through ingest and a fold, and of reads. */
export async function measure(
  { admin, organizations, load, start }: Workbench,
  progress: Progress,
): Promise<Measured> {
  // Aurora's log has no whole pages.
  await admin.query('alter system set full_page_writes = off');
  await admin.query('select pg_reload_conf()');
  const pid = await postmasterOf(admin);
  const random = createRandom(3);
  const ingest = await load('ingest', 'payback_ingest');
  const send = async ({ event }: Batch) => void taken.parse(await ingest(event));
  await send(createBatch(random, organizations));
  await send(createBatch(random, organizations, 1));
  const rollup = await load('rollup', 'payback_rollup');
  await rollup({});

  const batches = Array.from({ length: BATCHES }, () => createBatch(random, organizations));
  const messages = batches.reduce((sum, { executionIds }) => sum + executionIds.length, 0);
  const bytes = batches
    .flatMap(({ event }) => event.Records)
    .reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
  const before = await state(admin, pid);
  const cpuBefore = process.cpuUsage();
  await progress.step(`${messages} messages are ingested`, async () => {
    for (const batch of batches) await send(batch);
  });
  const { user, system } = process.cpuUsage(cpuBefore);
  await progress.step('their deltas are folded', () => rollup({}));
  const after = await state(admin, pid);

  const singles: number[] = [];
  for (let count = 0; count < SINGLES; count += 1) {
    const batch = createBatch(random, organizations, 1);
    singles.push(await timed(() => send(batch)));
  }
  await rollup({});
  const idle: number[] = [];
  for (let count = 0; count < IDLE_CALLS; count += 1) idle.push(await timed(() => rollup({})));
  const memory = await progress.step('an instance of ingest takes as many', async () => {
    const instance = await start('ingest', 'payback_ingest');
    let resident = 0;
    for (let count = 0; count < BATCHES; count += 1) {
      await instance.give([JSON.stringify(createBatch(random, organizations).event)]);
      ({ memory: resident } = await instance.run());
    }
    return resident;
  });
  const [machine = ''] = machineFacts();
  const [busiest] = organizations;
  if (busiest === undefined) throw new Error('The population has no organization.');
  const analytics = await load('analytics', 'payback_api');
  return {
    date: new Date().toISOString().slice(0, 10),
    machine,
    message: {
      bytes: Math.round(bytes / messages),
      lambdaMs: round((user + system) / 1000 / messages),
      databaseMs: round((after.processorMs - before.processorMs) / messages),
      storedBytes: Math.round((after.stored - before.stored) / messages),
      indexBytes: Math.round((after.indexes - before.indexes) / messages),
      logBytes: Math.round((after.log - before.log) / messages),
    },
    callMs: round(undisturbed(singles)),
    scheduledMs: round(undisturbed(idle)),
    ingestMemoryMb: Math.round(memory / 2 ** 20),
    read: await progress.step(`${READS} reads`, async () => measureReads(analytics, busiest.id, pid)),
  };
}

/** Elapsed, where a machine does nothing else: it is Lambda's alone. */
const undisturbed = (times: readonly number[]) => quantile(times, 0.1);

const round = (value: number) => Number(value.toPrecision(2));

/** Of the busiest organization, so of the dearest reads. */
async function measureReads(invoke: Invoke, organizationId: string, pid: number): Promise<Measured['read']> {
  const event = getEvent(savingsSummary.path, { organization_id: organizationId });
  const call = async () => answered.parse(await invoke(event));
  const { body } = await call();
  const before = await processorTime(pid);
  const times: number[] = [];
  for (let count = 0; count < READS; count += 1) times.push(await timed(call));
  const databaseMs = ((await processorTime(pid)) - before) / READS;
  return {
    lambdaMs: round(undisturbed(times)),
    databaseMs: round(databaseMs),
    bytes: Buffer.byteLength(body),
  };
}

/** Deltas are left out of what is stored: each is gone a minute later. */
async function state(admin: pg.Client, pid: number) {
  await admin.query('vacuum');
  const { rows } = await admin.query(
    `select
       (select sum(pg_total_relation_size(c.oid))::float8 from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind = 'r' and c.relname !~ '^rollup_deltas') as stored,
       (select sum(pg_relation_size(c.oid))::float8 from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind = 'i' and c.relname !~ '^rollup_deltas') as indexes,
       pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as log`,
  );
  const [sizes] = one({ stored: z.number(), indexes: z.number(), log: z.number() }).parse(rows);
  return { ...sizes, processorMs: await processorTime(pid) };
}
