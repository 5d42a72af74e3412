import { afterAll } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { buildApp } from '../../lib/app.ts';
import { functionNames } from '../../lib/bundle.ts';
import type { StageFile } from '../../lib/stage/stage-file.ts';
import { stackSuffix, type StageName } from '../../lib/stage/stage-name.ts';
import { EMPTY_PAGE } from '../support/empty-page.ts';

const root = path.join(import.meta.dirname, '../..');
const scratch = mkdtempSync(path.join(os.tmpdir(), 'payback-synth-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** An app of one stage, with the settings of a file. Its assets hold a line each: what is deployed of a function is bundle.test.ts's affair. */
export async function appOf(stage: StageName, settings: StageFile = {}) {
  const directory = mkdtempSync(path.join(scratch, stage));
  for (const name of await functionNames()) {
    mkdirSync(path.join(directory, name));
    writeFileSync(path.join(directory, name, 'index.mjs'), `// ${name}\n`);
  }
  cpSync(path.join(root, 'sql'), path.join(directory, 'migrate/sql'), { recursive: true });
  const dashboardDirectory = path.join(directory, 'dashboard');
  mkdirSync(path.join(dashboardDirectory, 'assets'), { recursive: true });
  writeFileSync(path.join(dashboardDirectory, 'index.html'), EMPTY_PAGE);
  writeFileSync(path.join(dashboardDirectory, 'assets/index.js'), '');
  return buildApp({
    stages: [stage],
    stageFile: () => settings,
    bundleDirectory: directory,
    dashboardDirectory,
    outdir: path.join(directory, 'cdk.out'),
  });
}

interface Templates {
  readonly data: Template;
  readonly service: Template;
}
const synthesized = new Map<string, Promise<Templates>>();

/** The two templates of a stage, synthesized once for each test file and settings. */
export function templatesOf(stage: StageName, settings: StageFile = {}): Promise<Templates> {
  const key = JSON.stringify([stage, settings]);
  const templates = synthesized.get(key) ?? synthesize(stage, settings);
  synthesized.set(key, templates);
  return templates;
}

async function synthesize(stage: StageName, settings: StageFile): Promise<Templates> {
  const app = await appOf(stage, settings);
  const suffix = stackSuffix(stage);
  const template = (name: string) => Template.fromStack(Stack.of(app.node.findChild(`${name}${suffix}`)));
  return { data: template('PaybackData'), service: template('PaybackService') };
}

const resources = z.record(
  z.string(),
  z.object({ Properties: z.record(z.string(), z.unknown()).default({}) }),
);

/** A template's resources of one type as [logical id, properties], parsed. @throws ZodError on another shape */
export function resourcesOf<Shape extends z.ZodRawShape>(
  template: Template,
  type: string,
  shape: Shape,
): [string, z.infer<z.ZodObject<Shape>>][] {
  return Object.entries(resources.parse(template.findResources(type))).map(([id, { Properties }]) => [
    id,
    z.object(shape).parse(Properties),
  ]);
}

export const getAtt = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
export const ref = z.object({ Ref: z.string() });
