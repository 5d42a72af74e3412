import { buildApp } from '../lib/app.ts';
import { bundle, bundleDirectory } from '../lib/bundle.ts';
import { addChecks } from '../lib/checks/checks.ts';
import { buildDashboard, dashboardDirectory } from '../lib/features/dashboard/build.ts';

await Promise.all([bundle(), buildDashboard()]);
const app = buildApp({ bundleDirectory, dashboardDirectory });
addChecks(app);
app.synth();
