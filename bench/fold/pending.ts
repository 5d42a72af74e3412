import type pg from 'pg';
import * as z from 'zod';
import type { GrowingHistory } from '../support/history.ts';

const countSchema = z.tuple([z.object({ count: z.coerce.number() })]);

/** Stores executions just as ingest does until so many deltas are pending, and sets those aside. @returns their number */
export async function setPendingAside(
  admin: pg.Client,
  history: GrowingHistory,
  wanted: number,
): Promise<number> {
  let deltas = 0;
  while (deltas < wanted) {
    await history.addIngested();
    deltas = await countPending(admin);
  }
  await admin.query('create table bench.pending as select * from rollup_deltas order by id');
  await admin.query('alter table bench.pending drop column id, drop column created_at');
  await admin.query('truncate rollup_deltas');
  return deltas;
}

/** What a fold writes of the days of the deltas; sets of dimensions are the same with them as without. */
const ROLLUPS = ['rollup_sums', 'rollup_durations'];

/** Remembers what the rollups are without the deltas that were set aside. */
export async function rememberRollups(admin: pg.Client): Promise<void> {
  for (const table of ROLLUPS) {
    await admin.query(
      `create table bench.${table} as select * from ${table} where day >= (select min(day) from bench.pending)`,
    );
  }
}

/** Makes the deltas pending that were set aside, whatever was folded since. */
export async function restorePending(admin: pg.Client): Promise<void> {
  await admin.query('truncate rollup_deltas, rollup_touched_days');
  for (const table of ROLLUPS) {
    await admin.query(`delete from ${table} where day >= (select min(day) from bench.pending)`);
    await admin.query(`insert into ${table} select * from bench.${table}`);
  }
  await admin.query('insert into rollup_deltas select * from bench.pending');
  await admin.query(`vacuum analyze rollup_deltas, ${ROLLUPS.join(', ')}`);
}

async function countPending(admin: pg.Client): Promise<number> {
  const { rows } = await admin.query('select count(*) from rollup_deltas');
  return countSchema.parse(rows)[0].count;
}
