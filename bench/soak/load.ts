import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { costsByProvider } from '../../lambdas/analytics/costs-by-provider/contract.ts';
import { savingsSummary } from '../../lambdas/analytics/savings-summary/contract.ts';
import { taskPerformance } from '../../lambdas/analytics/task-performance/contract.ts';
import { usageMetrics } from '../../lambdas/analytics/usage-metrics/contract.ts';
import { exportExecutions } from '../../lambdas/reports/executions-export/contract.ts';
import { getEvent } from '../analytics/event.ts';
import { createBatch } from '../ingest/events.ts';
import { timed } from '../support/clock.ts';
import type { Invoke } from '../support/load-bundle.ts';
import { createRandom } from '../support/random.ts';
import { sqlFile } from '../support/sql-file.ts';
import type { Workbench } from '../support/workbench.ts';

const MESSAGES_PER_SECOND = 250;
const READ_PAUSE_MS = 50;
const DAY_MS = 86_400_000;
const READS = [savingsSummary, costsByProvider, taskPerformance, usageMetrics] as const;

const taken = z.object({ batchItemFailures: z.tuple([]) });
const answered = z.object({ statusCode: z.literal(200) });

/** How long what happened took, in milliseconds, with the second since the beginning. */
export type Took = (what: 'read' | 'event' | 'export' | 'fold', milliseconds: number) => void;

export interface Load {
  readonly rollup: Invoke;
  /** What goes on beside folds, until the signal; each of them once for `second` seconds that stand for a minute. */
  begin(second: number, over: AbortSignal, took: Took): Promise<unknown>;
}

/** The functions that work at the same time, each with what calls it. */
export async function prepareLoad({ database, organizations, load }: Workbench): Promise<Load> {
  const [pricing, keeping] = [await database.connect(), await database.connect()];
  const ingest = await load('ingest', 'payback_ingest');
  const rollup = await load('rollup', 'payback_rollup');
  const recalculate = await load('recalculate', 'payback_pricing');
  const retention = await load('retention', 'payback_upkeep');
  const analytics = await load('analytics', 'payback_api');
  const reports = await load('reports', 'payback_api');
  const random = createRandom(11);
  const correct = sqlFile('./correct-contracts.sql', import.meta.url);
  let corrections = 0;

  async function sendEvent(took: Took) {
    const { event } = createBatch(random, organizations, MESSAGES_PER_SECOND);
    took('event', await timed(async () => taken.parse(await ingest(event))));
  }
  async function read(took: Took) {
    const { path } = random.pick(READS);
    const event = getEvent(path, { organization_id: random.pick(organizations).id, ...lastDays(30) });
    took('read', await timed(async () => answered.parse(await analytics(event))));
  }
  /** Of the twentieth busiest: what comes in one answer. */
  async function exportWeek(took: Took) {
    const organization = organizations[19] ?? random.pick(organizations);
    const event = getEvent(exportExecutions.path, { organization_id: organization.id, ...lastDays(7) });
    took('export', await timed(async () => answered.parse(await reports(event))));
  }
  async function recalculateContracts() {
    corrections += 1;
    await pricing.query(correct, [`0.0000080${corrections % 10}`]);
    await recalculate({});
  }
  /** A day less of everybody, without the minutes for which a decision waits. */
  async function endDay() {
    await keeping.query(
      'update organizations set retention_days = retention_days - 1 where retention_days > 3',
    );
    await retention({});
    await keeping.query("update retention_cuts set decided_at = decided_at - interval '5 minutes'");
    await retention({});
  }
  return {
    rollup,
    begin: (second, over, took) =>
      Promise.all([
        every(1, over, () => sendEvent(took)),
        every(READ_PAUSE_MS / 1000, over, () => read(took)),
        every(2 * second, over, () => exportWeek(took)),
        every(5 * second, over, recalculateContracts),
        every(10 * second, over, endDay),
      ]),
  };
}

/** Again and again, so many seconds from one beginning to the next, or at once where one took longer. */
export async function every(seconds: number, over: AbortSignal, work: () => Promise<unknown>): Promise<void> {
  while (!over.aborted) {
    const next = setTimeout(seconds * 1000, undefined, { signal: over }).catch(() => undefined);
    await work();
    await next;
  }
}

const day = (ago: number) => new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10);
const lastDays = (days: number) => ({ start_date: day(days - 1), end_date: day(0) });
