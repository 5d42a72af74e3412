import { buildApp } from '../lib/app.ts';
import { bundle, bundleDirectory } from '../lib/bundle.ts';
import { addChecks } from '../lib/checks.ts';

await bundle();
const app = buildApp({ bundleDirectory });
addChecks(app);
app.synth();
