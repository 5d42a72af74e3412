import { buildApp } from '../lib/app.ts';
import { bundle, bundleDirectory } from '../lib/bundle.ts';
import { addChecks } from '../lib/checks/checks.ts';
import { buildDashboard, dashboardDirectory } from '../lib/features/dashboard/build.ts';
import { packDuckDb } from '../lib/pack-duckdb.ts';
import { readStageFile } from '../lib/stage/read-stage-file.ts';
import { SettingsError } from '../lib/stage/settings-error.ts';

try {
  await Promise.all([bundle(), buildDashboard()]);
  await packDuckDb(bundleDirectory);
  const app = buildApp({ bundleDirectory, dashboardDirectory, stageFile: readStageFile });
  addChecks(app);
  app.synth();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
