import type pg from 'pg';
import * as z from 'zod';
import { timed } from '../support/clock.ts';
import type { Invoke } from '../support/load-bundle.ts';
import type { Result } from '../support/report.ts';
import { sqlFile } from '../support/sql-file.ts';
import { median } from '../support/statistics.ts';
import { restorePending } from './pending.ts';

const ROUNDS = 5;
const REFRESHES = 3;
const MOST_CHANGE = 0.2;
/** Of the view's refresh, at the smaller and at the larger size. */
const MOST_OF_REFRESH = [1, 0.25] as const;

const foldSchema = z.object({ folded: z.number(), remaining: z.literal(false) });
const driftSchema = z.tuple([z.object({ drifted: z.literal(0) })]);

/** Median times at one size of the history. */
export interface FoldTimes {
  readonly executions: number;
  readonly foldMs: number;
  /** Of the aggregations of the days that the deltas touch, which follow minutes later. */
  readonly aggregationsMs: number;
  readonly refreshMs: number;
}

/** Folds all that is pending by the rollup function. @returns how many deltas that were */
export async function foldAll(invoke: Invoke): Promise<number> {
  return foldSchema.parse(await invoke({})).folded;
}

/** @throws ZodError when rollups and raw rows differ anywhere */
export async function refuseDrift(admin: pg.Client): Promise<void> {
  driftSchema.parse((await admin.query(sqlFile('./drift.sql', import.meta.url))).rows);
}

/** Folds the same pending deltas several times, then refreshes a materialized view over the same executions. */
export async function measureFold(admin: pg.Client, invoke: Invoke, executions: number): Promise<FoldTimes> {
  const folds: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    await restorePending(admin);
    const milliseconds = await timed(() => foldAll(invoke));
    // The first finds cold caches at either size.
    if (round > 0) folds.push(milliseconds);
  }
  await refuseDrift(admin);
  await admin.query("update rollup_touched_days set touched_at = touched_at - interval '1 hour'");
  const aggregationsMs = await timed(() => foldAll(invoke));

  await admin.query(sqlFile('./daily-aggregate.sql', import.meta.url));
  await admin.query(
    `create unique index on bench.daily_aggregate (organization_id, day, provider, model, task_type)`,
  );
  await admin.query('vacuum analyze bench.daily_aggregate');
  const refreshes: number[] = [];
  for (let round = 0; round < REFRESHES; round += 1) {
    refreshes.push(
      await timed(() => admin.query('refresh materialized view concurrently bench.daily_aggregate')),
    );
  }
  await admin.query('drop materialized view bench.daily_aggregate');
  return { executions, foldMs: median(folds), aggregationsMs, refreshMs: median(refreshes) };
}

export function foldResults(deltas: number, small: FoldTimes, large: FoldTimes): Result[] {
  const change = large.foldMs / small.foldMs;
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
  const millions = (executions: number) => `${(executions / 1e6).toFixed(1)} M executions`;
  return [
    ...[small, large].flatMap(({ executions, foldMs, aggregationsMs, refreshMs }, size) => [
      {
        name: `fold of ${deltas} deltas, ${millions(executions)}`,
        measured: seconds(foldMs),
        baseline: `refresh of a view: ${seconds(refreshMs)}`,
        ratio: foldMs / refreshMs,
        target: {
          text: `<= ${MOST_OF_REFRESH[size]}`,
          met: foldMs / refreshMs <= (MOST_OF_REFRESH[size] ?? 0),
        },
      },
      {
        name: `aggregations of the same days, ${millions(executions)}`,
        measured: seconds(aggregationsMs),
        baseline: `refresh of a view: ${seconds(refreshMs)}`,
        ratio: aggregationsMs / refreshMs,
      },
    ]),
    {
      name: 'the same fold, history five times as long',
      measured: seconds(large.foldMs),
      baseline: `at ${millions(small.executions)}: ${seconds(small.foldMs)}`,
      ratio: change,
      target: { text: `1 ± ${MOST_CHANGE}`, met: Math.abs(change - 1) <= MOST_CHANGE },
    },
  ];
}
