import type { Progress } from '../local/progress.ts';
import { benchmarkAnalytics } from './analytics/analytics.ts';
import { foldAll, foldResults, measureFold, refuseDrift } from './fold/fold.ts';
import { rememberRollups, restorePending, setPendingAside } from './fold/pending.ts';
import type { Invoke } from './support/load-bundle.ts';
import { benchmarkRetention } from './retention/retention.ts';
import { beginHistory, type GrowingHistory } from './support/history.ts';
import type { Options } from './support/options.ts';
import type { Result } from './support/report.ts';
import type { Workbench } from './support/workbench.ts';

const DAYS = 90;

/** What is measured on a long history: the fold at both of its sizes, the API and retention at the larger one. */
export async function benchmarkLongHistory(
  workbench: Workbench,
  { benchmarks, executions: [some, many], pendingDeltas }: Options,
  progress: Progress,
): Promise<Result[]> {
  const { admin, database, organizations, load } = workbench;
  const fold = await load('rollup', 'payback_rollup');
  const history = await beginHistory(database, Math.ceil(many / DAYS));
  const results: Result[] = [];

  const deltas = await progress.step('recent executions are stored, their deltas pending', () =>
    setPendingAside(admin, history, pendingDeltas),
  );
  if (benchmarks.includes('fold')) {
    await progress.step(`${some} executions are stored`, () => growTo(some, history, fold));
    await rememberRollups(admin);
    const small = await progress.step('the fold is measured', () => measureFold(admin, fold, some));
    await progress.step(`${many} executions are stored`, () => growTo(many, history, fold));
    const large = await progress.step('the fold is measured again', () => measureFold(admin, fold, many));
    results.push(...foldResults(deltas, small, large));
  } else {
    await progress.step(`${many} executions are stored`, () => growTo(many, history, fold));
    await rememberRollups(admin);
    await restorePending(admin);
    await foldAll(fold);
    await refuseDrift(admin);
  }
  if (benchmarks.includes('analytics')) {
    await admin.query('vacuum analyze');
    const read = await load('analytics', 'payback_api');
    const served = progress.step('the API is measured', () => benchmarkAnalytics(admin, organizations, read));
    results.push(...(await served));
  }
  if (benchmarks.includes('retention')) results.push(...(await benchmarkRetention(workbench, progress)));
  return results;
}

/** Adds history, and folds all of its deltas. */
async function growTo(executions: number, history: GrowingHistory, fold: Invoke): Promise<void> {
  while (history.stored() < executions) await history.addDays(executions);
  await foldAll(fold);
}
