import type { Progress } from '../../local/progress.ts';
import { foldAll, refuseDrift } from '../fold/fold.ts';
import { timed } from '../support/clock.ts';
import { beginHistory } from '../support/history.ts';
import type { Options } from '../support/options.ts';
import type { Result } from '../support/report.ts';
import type { Workbench } from '../support/workbench.ts';
import { growth, QUANTITIES } from './growth.ts';
import { every, prepareLoad, type Took } from './load.ts';
import { takeSample, type Sample } from './samples.ts';
import type { Point } from './slope.ts';

const DAYS = 30;

/**
 * Everything at once for some minutes, in which so many seconds stand for a minute of the schedules: what must not grow is looked
 * at before each fold. Afterwards rollups equal raw rows.
 */
export async function benchmarkSoak(
  workbench: Workbench,
  { soak: { seconds, minute, executions } }: Options,
  progress: Progress,
): Promise<Result[]> {
  const { admin, database } = workbench;
  const load = await prepareLoad(workbench);
  await progress.step(`${executions} executions are stored`, async () => {
    const history = await beginHistory(database, Math.ceil(executions / DAYS));
    while (history.stored() < executions) await history.addDays(executions);
    await foldAll(load.rollup);
  });
  await admin.query('update organizations set retention_days = $1', [DAYS]);
  // Once a minute by default.
  await admin.query(`alter system set autovacuum_naptime = '${minute}s'`);
  await admin.query('select pg_reload_conf()');
  await admin.query('vacuum analyze');

  const samples: Sample[] = [];
  const times = new Map<Parameters<Took>[0], Point[]>();
  const start = performance.now();
  const second = () => (performance.now() - start) / 1000;
  const took: Took = (what, milliseconds) => {
    times.set(what, [...(times.get(what) ?? []), { x: second(), y: milliseconds }]);
  };
  const over = new AbortController();
  await progress.step(`all of it at once for ${seconds} s`, async () => {
    const going = load.begin(minute, over.signal, took);
    const folding = every(minute, over.signal, async () => {
      samples.push(await takeSample(admin, second()));
      // As if a minute had passed: aggregations are made three minutes after their day was touched.
      await admin.query("update rollup_touched_days set touched_at = touched_at - interval '1 minute'");
      took('fold', await timed(() => load.rollup({})));
      if (second() >= seconds) over.abort();
    });
    try {
      await Promise.all([going, folding]);
    } finally {
      over.abort();
    }
  });
  await progress.step('rollups equal raw rows', async () => {
    await foldAll(load.rollup);
    await refuseDrift(admin);
  });
  return QUANTITIES.map((quantity) =>
    growth(
      quantity,
      quantity.of === 'time' ? (times.get(quantity.key) ?? []) : pointsOf(samples, quantity.key),
    ),
  );
}

const pointsOf = (samples: readonly Sample[], key: Exclude<keyof Sample, 'second'>): Point[] =>
  samples.map((sample) => ({ x: sample.second, y: sample[key] }));
