import { App, Tags } from 'aws-cdk-lib';
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { DataStack } from './data-stack.ts';
import { ServiceStack } from './service-stack.ts';
import type { StageFile } from './stage/stage-file.ts';
import { stackSuffix } from './stage/stage-name.ts';
import { requestedStages, stageSettings, type StageName } from './stage.ts';

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

export interface BuildOptions {
  /** By default the stage that the context key `stage` names, or all of them. */
  readonly stages?: readonly StageName[];
  /** What the installation has set of a stage, from the context key `stages`; nothing by default. */
  readonly stageFile?: (name: StageName, folder: unknown) => StageFile;
  /** Folder of the bundles that `bundle` wrote. */
  readonly bundleDirectory: string;
  /** Folder of the dashboard that `buildDashboard` wrote. */
  readonly dashboardDirectory: string;
  /** Where `synth` writes the templates; cdk.out, or what the CDK's command line says, by default. */
  readonly outdir?: string;
}

/** The CDK app: for each stage a data stack and a service stack, not bound to any account or region. `addChecks` validates it. */
export function buildApp({ stages, stageFile, outdir, ...built }: BuildOptions): App {
  // The command line hands cdk.json over; tests and the local runner get the same flags, and so the same templates.
  const { context } = cdkJson.parse(
    JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8')),
  );
  const app = new App({
    context,
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
    ...(outdir === undefined ? {} : { outdir }),
  });
  for (const name of stages ?? requestedStages(app.node.tryGetContext('stage'))) {
    const stage = stageSettings(name, stageFile?.(name, app.node.tryGetContext('stages')));
    const suffix = stackSuffix(name);
    const data = new DataStack(app, `PaybackData${suffix}`, stage);
    const service = new ServiceStack(app, `PaybackService${suffix}`, { stage, data, ...built });
    for (const stack of [data, service]) {
      Tags.of(stack).add('project', 'payback');
      Tags.of(stack).add('stage', name);
    }
  }
  return app;
}
