import { createProgress, type Progress } from '../local/progress.ts';
import { createTeardown, type Teardown } from '../local/teardown.ts';
import { benchmarkAudit } from './audit/audit.ts';
import { benchmarkCost } from './cost/cost.ts';
import { benchmarkDashboard } from './dashboard/dashboard.ts';
import { benchmarkExport } from './export/export.ts';
import { benchmarkHttp } from './http/http.ts';
import { benchmarkIngest } from './ingest/ingest.ts';
import { benchmarkLarge } from './large/large.ts';
import { benchmarkLongHistory } from './long-history.ts';
import { benchmarkNeighbours } from './neighbours/neighbours.ts';
import { benchmarkRecalculate } from './recalculate/recalculate.ts';
import { benchmarkSoak } from './soak/soak.ts';
import { benchmarkStart } from './start/start.ts';
import { machineFacts } from './support/machine.ts';
import { readOptions, type Options } from './support/options.ts';
import { table, type Result } from './support/report.ts';
import { openWorkbench, type Workbench } from './support/workbench.ts';

const onWorkbench = {
  ingest: benchmarkIngest,
  recalculate: benchmarkRecalculate,
  audit: benchmarkAudit,
  neighbours: benchmarkNeighbours,
  export: benchmarkExport,
  soak: benchmarkSoak,
  cost: benchmarkCost,
};

/** Teardown of the workbench in use; a signal runs it too. */
let teardown = createTeardown();

async function onNewWorkbench(
  progress: Progress,
  work: (workbench: Workbench) => Promise<Result[]>,
): Promise<Result[]> {
  teardown = createTeardown();
  try {
    return await work(await openWorkbench(progress, teardown));
  } finally {
    await teardown.run();
  }
}

async function run(options: Options): Promise<void> {
  const progress = createProgress(console.log);
  const facts = machineFacts();
  const results: Result[] = [];
  const onOneOfItsOwn = async (name: keyof typeof onWorkbench) => {
    if (!options.benchmarks.includes(name)) return;
    const benchmark = onWorkbench[name];
    results.push(...(await onNewWorkbench(progress, (workbench) => benchmark(workbench, options, progress))));
  };
  await onOneOfItsOwn('ingest');
  await onOneOfItsOwn('recalculate');
  await onOneOfItsOwn('audit');
  if (options.benchmarks.some((name) => ['fold', 'analytics', 'retention'].includes(name))) {
    results.push(
      ...(await onNewWorkbench(progress, (workbench) => benchmarkLongHistory(workbench, options, progress))),
    );
  }
  await onOneOfItsOwn('neighbours');
  await onOneOfItsOwn('export');
  await onOneOfItsOwn('soak');
  await onOneOfItsOwn('cost');
  const withoutWorkbench = {
    http: (each: Progress, stand: Teardown) => benchmarkHttp(options, each, stand),
    dashboard: benchmarkDashboard,
    start: benchmarkStart,
    large: (each: Progress, stand: Teardown) => benchmarkLarge(each, stand, options),
  };
  for (const name of ['http', 'dashboard', 'start', 'large'] as const) {
    if (!options.benchmarks.includes(name)) continue;
    teardown = createTeardown();
    try {
      results.push(...(await withoutWorkbench[name](progress, teardown)));
    } finally {
      await teardown.run();
    }
  }
  console.log(`\n${facts.join('\n')}\n\n${table(results)}`);
}

let interrupted = false;
const interrupt = (signal: string) => {
  interrupted = true;
  console.error(`${signal}: everything is stopped and removed`);
  void teardown.run().then(() => process.exit(130));
};
process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
try {
  await run(readOptions(process.argv.slice(2)));
} catch (error) {
  // What runs while everything is stopped fails.
  if (!interrupted) throw error;
}
