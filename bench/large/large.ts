import type { Progress } from '../../local/progress.ts';
import type { Teardown } from '../../local/teardown.ts';
import { endpoints, measureEndpoint } from '../analytics/analytics.ts';
import type { Result } from '../support/report.ts';
import { sqlFile } from '../support/sql-file.ts';
import { median, quantile } from '../support/statistics.ts';
import type { Options, Size } from '../support/options.ts';
import { openWorkbench } from '../support/workbench.ts';

const MOST_SLOWER = 1.2;

/** Reads of rollups of ten times the executions of five times the organizations; executions themselves are not made. */
export async function benchmarkLarge(
  progress: Progress,
  teardown: Teardown,
  { large: [small, large] }: Options,
): Promise<Result[]> {
  const before = await measureAt(progress, teardown, small);
  const after = await measureAt(progress, teardown, large);
  return endpoints.map(({ route }, index) => {
    const [few = [], many = []] = [before[index], after[index]];
    const ratio = quantile(many, 0.95) / quantile(few, 0.95);
    const both = (times: readonly number[]) =>
      `p50 ${median(times).toFixed(1)}, p95 ${quantile(times, 0.95).toFixed(1)} ms`;
    return {
      name: `GET ${route.path.replace('/api/v1/', '')} at ${large.executions / 1e6} M executions`,
      measured: both(many),
      baseline: `at ${small.executions / 1e6} M: ${both(few)}`,
      ratio,
      target: { text: `p95 ≤ ${MOST_SLOWER} times`, met: ratio <= MOST_SLOWER },
    };
  });
}

/** @returns milliseconds of each call, by endpoint */
async function measureAt(progress: Progress, teardown: Teardown, size: Size): Promise<number[][]> {
  const { admin, organizations, load } = await openWorkbench(progress, teardown, size.organizations);
  await progress.step(`rollups of ${size.executions} executions are made`, () =>
    admin.query(sqlFile('./history.sql', import.meta.url), [size.executions]),
  );
  await admin.query('vacuum analyze');
  const read = await load('analytics', 'payback_api');
  const times: number[][] = [];
  await progress.step('the API is measured', async () => {
    const ids = organizations.map(({ id }) => id);
    for (const endpoint of endpoints) times.push(await measureEndpoint(endpoint, ids, read));
  });
  return times;
}
