import { buildApp } from '../app.ts';
import { bundle, bundleDirectory } from '../bundle.ts';
import { buildDashboard, dashboardDirectory } from '../features/dashboard/build.ts';
import type { StageName } from '../stage.ts';
import { readStageFile } from '../stage/read-stage-file.ts';
import { awsAccount, type AccountOptions } from './account.ts';
import { preflight, type Finding } from './checks.ts';
import { needsOf } from './needs.ts';

/**
 * Whether an account has what a stage needs, as it would be deployed now.
 * @param folder of settings of stages; that of the checkout unless given
 * @throws SettingsError when those are wrong
 */
export async function preflightOf(
  stage: StageName,
  folder?: string,
  options?: AccountOptions,
): Promise<Finding[]> {
  await Promise.all([bundle(), buildDashboard()]);
  const { stacks } = buildApp({
    stages: [stage],
    stageFile: (name) => readStageFile(name, folder),
    bundleDirectory,
    dashboardDirectory,
  }).synth();
  return preflight(needsOf(stage, stacks), awsAccount(options));
}
