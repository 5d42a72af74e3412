import { App } from 'aws-cdk-lib';
import { buildApp } from '../lib/app.ts';
import { addChecks } from '../lib/checks.ts';
import { bundle, bundleDirectory } from '../lib/bundle.ts';
import { requestedStages } from '../lib/stage.ts';

const stages = requestedStages(new App().node.tryGetContext('stage'));
await bundle();
const app = buildApp({ stages, bundleDirectory });
addChecks(app);
app.synth();
