import type pg from 'pg';
import * as z from 'zod';
import type { Progress } from '../../local/progress.ts';
import { createBatch } from '../ingest/events.ts';
import { timed } from '../support/clock.ts';
import type { Instance } from '../support/instance.ts';
import { createRandom } from '../support/random.ts';
import type { Result } from '../support/report.ts';
import { quantile } from '../support/statistics.ts';
import type { Workbench } from '../support/workbench.ts';

const DAY_MS = 86_400_000;
const MOST_MS = 1_000;
/** What comes in a second of a busy day, twenty times a second. */
const MESSAGES = 50;
const EVENTS = 40;
/** Ingest that waited for the drop would wait for most of it. */
const MOST_SLOWER = 3;

const retentionSchema = z.object({ weeks: z.number(), weeksLeft: z.literal(0), executions: z.literal(0) });
const weekSchema = z.tuple([z.object({ oldest: z.coerce.date(), executions: z.coerce.number() })]);

/** The oldest whole week of a long history goes, while ingest goes on. It is gone afterwards. */
export async function benchmarkRetention(workbench: Workbench, progress: Progress): Promise<Result[]> {
  const { admin, load, start } = workbench;
  const retention = await load('retention', 'payback_upkeep');
  const ingest = await start('ingest', 'payback_ingest');
  const monday = mondayAfter((await oldest(admin)).oldest);
  // The days before the first whole week.
  await keepFrom(admin, monday, () => retention({}));
  await retention({});
  const { executions } = await oldest(admin);

  const alone = await eventsOf(workbench, ingest);
  await keepFrom(admin, monday + 7 * DAY_MS, () => retention({}));
  let milliseconds = 0;
  const beside = await progress.step('a week of executions goes while ingest goes on', async () => {
    const sending = eventsOf(workbench, ingest);
    milliseconds = await timed(async () => {
      const { weeks } = retentionSchema.parse(await retention({}));
      if (weeks !== 1) throw new Error(`${weeks} weeks were dropped instead of one.`);
    });
    return sending;
  });
  const slower = quantile(beside, 1) / quantile(alone, 1);
  return [
    {
      name: `retention of a week, ${((executions - (await oldest(admin)).executions) / 1e6).toFixed(2)} M executions`,
      measured: `${(milliseconds / 1000).toFixed(2)} s`,
      baseline: `of ${(executions / 1e6).toFixed(1)} M`,
      ratio: milliseconds / MOST_MS,
      target: { text: '< 1 s', met: milliseconds < MOST_MS },
    },
    {
      name: 'the slowest of ingest beside it',
      measured: `${quantile(beside, 1).toFixed(0)} ms`,
      baseline: `alone: ${quantile(alone, 1).toFixed(0)} ms`,
      ratio: slower,
      target: { text: `≤ ${MOST_SLOWER}`, met: slower <= MOST_SLOWER },
    },
  ];
}

/** The first instant of the first Monday, UTC, at or after the date. */
const mondayAfter = (date: Date): number => {
  const days = Math.ceil(date.getTime() / DAY_MS);
  return (days + ((11 - (days % 7)) % 7)) * DAY_MS;
};

async function oldest(admin: pg.Client) {
  const { rows } = await admin.query(
    'select min(start_time) as oldest, count(*) as executions from task_executions',
  );
  return weekSchema.parse(rows)[0];
}

/** Every organization keeps the days from then on, and the job has decided so ten minutes ago. */
async function keepFrom(admin: pg.Client, from: number, decide: () => Promise<unknown>): Promise<void> {
  const days = Math.floor(Date.now() / DAY_MS) - from / DAY_MS;
  await admin.query('update organizations set retention_days = $1', [days]);
  await decide();
  await admin.query("update retention_cuts set decided_at = decided_at - interval '10 minutes'");
}

/** @returns milliseconds of each event */
async function eventsOf({ organizations }: Workbench, ingest: Instance): Promise<number[]> {
  const random = createRandom(7);
  const times: number[] = [];
  for (let event = 0; event < EVENTS; event += 1) {
    const batch = createBatch(random, organizations, MESSAGES);
    await ingest.give([JSON.stringify(batch.event)]);
    times.push(await timed(() => ingest.run()));
  }
  return times;
}
