import type pg from 'pg';
import * as z from 'zod';
import type { Progress } from '../../local/progress.ts';
import { createBatch } from '../ingest/events.ts';
import { timed } from '../support/clock.ts';
import type { Invoke } from '../support/load-bundle.ts';
import { beginHistory } from '../support/history.ts';
import type { Options } from '../support/options.ts';
import { createRandom } from '../support/random.ts';
import type { Result } from '../support/report.ts';
import { sqlFile } from '../support/sql-file.ts';
import type { Workbench } from '../support/workbench.ts';
import { foldAll } from '../fold/fold.ts';

const DAYS = 90;
/** Of the UPDATE. */
const LEAST_OF_UPDATE = 0.8;
/** Of what is sent, which ingest stores in time when nothing else is at work. */
const LEAST_OF_INGEST = 0.8;
/** Ingest that goes on meanwhile: an event of so many messages every second. */
const MESSAGES_PER_SECOND = 250;

const runSchema = z.object({ examined: z.number(), oldestAgeSeconds: z.number() });
const requestedSchema = z.tuple([z.object({ id: z.string() })]);
const outcomeSchema = z.tuple([
  z.object({ status: z.literal('completed'), changed: z.number(), wrong: z.literal(0) }),
]);

/**
 * A correction that changes every execution, through the real job, beside live ingest, against one plain UPDATE of
 * the same column of as many rows.
 */
export async function benchmarkRecalculate(
  { admin, database, organizations, load }: Workbench,
  { recalculated }: Options,
  progress: Progress,
): Promise<Result[]> {
  const [ingest, recalculate, fold] = [
    await load('ingest', 'payback_ingest'),
    await load('recalculate', 'payback_pricing'),
    await load('rollup', 'payback_rollup'),
  ];
  await progress.step(`${recalculated} executions are stored`, async () => {
    const history = await beginHistory(database, Math.ceil(recalculated / DAYS));
    while (history.stored() < recalculated) await history.addDays(recalculated);
    await foldAll(fold);
  });
  await admin.query('vacuum analyze');

  const random = createRandom(1);
  const batches = Array.from({ length: 200 }, () => createBatch(random, organizations, MESSAGES_PER_SECOND));
  let recalculating = true;
  let ingested = 0;
  const began = performance.now();
  const ingesting = (async () => {
    for (const { event } of batches) {
      if (!recalculating) return;
      const next = new Promise((resolve) => setTimeout(resolve, 1000));
      await ingest(event);
      ingested += event.Records.length;
      await next;
    }
  })();
  const { rows } = await admin.query(sqlFile('./correct-prices.sql', import.meta.url));
  const [{ id }] = requestedSchema.parse(rows);
  const milliseconds = await progress.step('all of them are recalculated while ingest goes on', () =>
    timed(() => runToTheEnd(recalculate)),
  );
  recalculating = false;
  await ingesting;
  const ingestingMs = performance.now() - began;
  const [{ changed }] = outcomeSchema.parse(
    (await admin.query(sqlFile('./outcome.sql', import.meta.url), [id])).rows,
  );
  await foldAll(fold);

  const updating = await progress.step('as many rows are updated', () => updateAll(admin));
  const perSecond = (changed / milliseconds) * 1000;
  const ingestedPerSecond = (ingested / ingestingMs) * 1000;
  const updated = (updating.rows / updating.milliseconds) * 1000;
  return [
    {
      name: `recalculation of ${changed}`,
      measured: `${Math.round(perSecond)} executions/s`,
      baseline: `UPDATE: ${Math.round(updated)} rows/s`,
      ratio: perSecond / updated,
      target: { text: `≥ ${LEAST_OF_UPDATE}`, met: perSecond / updated >= LEAST_OF_UPDATE },
    },
    {
      name: 'ingest beside it',
      measured: `${Math.round(ingestedPerSecond)} executions/s`,
      baseline: `sent: ${MESSAGES_PER_SECOND}/s`,
      ratio: ingestedPerSecond / MESSAGES_PER_SECOND,
      target: {
        text: `≥ ${LEAST_OF_INGEST}`,
        met: ingestedPerSecond >= LEAST_OF_INGEST * MESSAGES_PER_SECOND,
      },
    },
  ];
}

async function runToTheEnd(recalculate: Invoke): Promise<void> {
  while (runSchema.parse(await recalculate({})).examined > 0);
}

async function updateAll(
  admin: pg.Client,
): Promise<{ readonly rows: number; readonly milliseconds: number }> {
  await admin.query('vacuum analyze task_executions');
  let rows = 0;
  const milliseconds = await timed(async () => {
    const result = await admin.query('update task_executions set baseline_cost = baseline_cost * 1.1');
    rows = result.rowCount ?? 0;
  });
  return { rows, milliseconds };
}
