// A process of its own: bundles the functions, builds the dashboard and synthesizes the stage `dev`, which leaves half a gigabyte behind.
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import path from 'node:path';
import { readAssembly } from './assembly.ts';

async function synthesize(workDirectory: string): Promise<CloudAssembly> {
  const bundleDirectory = path.join(workDirectory, 'functions');
  const dashboardDirectory = path.join(workDirectory, 'dashboard');
  const outdir = path.join(workDirectory, 'cdk.out');
  const [{ buildApp }] = await Promise.all([
    import('../../lib/app.ts'),
    import('../../lib/bundle.ts').then(({ bundle }) => bundle(bundleDirectory)),
    import('../../lib/features/dashboard/build.ts').then(({ buildDashboard }) =>
      buildDashboard(dashboardDirectory),
    ),
  ]);
  return buildApp({ stages: ['dev'], bundleDirectory, dashboardDirectory, outdir }).synth();
}

// Nobody waits for it any more.
process.once('disconnect', () => process.exit());
process.once('message', (workDirectory) => {
  void synthesize(String(workDirectory))
    .then(readAssembly)
    .then((assembly) => process.send?.(assembly, () => process.exit()));
});
