import { glob } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { routesOfSlices } from '../../lib/routes.ts';
import { stageSettings, type StageName } from '../../lib/stage.ts';
import { factsOf } from './facts.ts';
import type { Stage } from './monthly.ts';

const root = path.join(import.meta.dirname, '../..');
/** ACUs of a database that may pause and that schedules keep awake. */
const AWAKE = 0.5;

/** @param templates of both stacks of the stage, as it comes */
export async function stageOf(name: StageName, templates: readonly unknown[]): Promise<Stage> {
  const { database, ingest, tracing } = stageSettings(name);
  return {
    facts: factsOf(templates),
    metrics: await countMetrics(),
    capacity: { min: Math.max(AWAKE, database.capacity.min), max: database.capacity.max },
    batchWindowSeconds: ingest.windowSeconds,
    tracing,
  };
}

/** Those of metric-names.ts: of lambdas once, of shared for each function of the API. */
async function countMetrics(): Promise<number> {
  let sum = 0;
  for await (const file of glob('{lambdas,shared}/*/metric-names.ts', { cwd: root })) {
    const exported: unknown = await import(pathToFileURL(path.join(root, file)).href);
    const functions = file.startsWith('shared') ? Object.keys(routesOfSlices).length : 1;
    for (const metrics of Object.values({ ...Object(exported) })) {
      sum += functions * Object.keys(Object(metrics)).length;
    }
  }
  return sum;
}
