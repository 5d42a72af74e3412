import type { Progress } from '../../local/progress.ts';
import { bundle, bundleDirectory } from '../../lib/bundle.ts';
import { buildDashboard, dashboardDirectory } from '../../lib/features/dashboard/build.ts';
import { buildApp } from '../../lib/app.ts';
import type { StageName } from '../../lib/stage/stage-name.ts';
import type { Options } from '../support/options.ts';
import type { Result } from '../support/report.ts';
import type { Workbench } from '../support/workbench.ts';
import { measure } from './measure.ts';
import { readMeasured } from './measured.ts';
import { monthlyCosts, ofAMillion, type Stage } from './monthly.ts';
import { stageOf } from './stages.ts';
import { cheaperStorage, dominant, VOLUMES } from './table.ts';

/** By how much what is measured now may cost more or less than what docs/deploy.md is made of. */
const MOST_CHANGE = 0.25;

/** A stage with what its templates have; functions and dashboard are built for that. */
export async function builtStages<Name extends StageName>(names: readonly Name[]): Promise<Map<Name, Stage>> {
  await Promise.all([bundle(), buildDashboard()]);
  const stages = new Map<Name, Stage>();
  for (const name of names) {
    const app = buildApp({ stages: [name], bundleDirectory, dashboardDirectory });
    const templates = app.synth().stacks.map(({ template }: { readonly template: unknown }) => template);
    stages.set(name, await stageOf(name, templates));
  }
  return stages;
}

/** What a million tasks cost on AWS in prod, by what is measured now, against what the tables of docs/deploy.md are made of. */
export async function benchmarkCost(
  workbench: Workbench,
  _options: Options,
  progress: Progress,
): Promise<Result[]> {
  const now = await measure(workbench, progress);
  const stages = await progress.step('templates are made', () => builtStages(['prod']));
  const stage = stages.get('prod');
  if (stage === undefined) throw new Error('There is no stage prod.');
  const documented = readMeasured();
  return VOLUMES.filter((volume) => volume > 0).map((volume) => {
    const storage = cheaperStorage(volume, stage, now);
    const costs = monthlyCosts(volume, stage, now, storage);
    const { usd } = ofAMillion(volume, costs);
    const { usd: written } = ofAMillion(
      volume,
      monthlyCosts(volume, stage, documented, cheaperStorage(volume, stage, documented)),
    );
    return {
      name: `a million tasks, at ${volume / 1e6} million a day`,
      measured: `${usd.toFixed(2)} USD, ${dominant(volume, costs)}`,
      baseline: `docs/deploy.md: ${written.toFixed(2)} USD`,
      ratio: usd / written,
      target: { text: `1 ± ${MOST_CHANGE}`, met: Math.abs(usd / written - 1) <= MOST_CHANGE },
    };
  });
}
