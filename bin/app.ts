import { buildApp } from '../lib/app.ts';
import { bundle, bundleDirectory } from '../lib/bundle.ts';
import { addChecks } from '../lib/checks/checks.ts';
import { readStageFile } from '../lib/stage/read-stage-file.ts';
import { buildDashboard, dashboardDirectory } from '../lib/features/dashboard/build.ts';

await Promise.all([bundle(), buildDashboard()]);
const app = buildApp({ bundleDirectory, dashboardDirectory, stageFile: readStageFile });
addChecks(app);
app.synth();
