import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { readStack, type Stack } from './template.ts';

const assetsSchema = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string().optional() }) })),
});

export interface Assembly {
  readonly stacks: readonly Stack[];
  /** Directory of each asset, by its hash. */
  readonly assets: ReadonlyMap<string, string>;
}

/** Reads what was synthesized. */
export async function readAssembly(assembly: CloudAssembly): Promise<Assembly> {
  const assets = new Map<string, string>();
  for (const { stackName } of assembly.stacks) {
    const manifest = await readFile(path.join(assembly.directory, `${stackName}.assets.json`), 'utf8');
    for (const [hash, { source }] of Object.entries(assetsSchema.parse(JSON.parse(manifest)).files)) {
      if (source.path !== undefined) assets.set(hash, path.join(assembly.directory, source.path));
    }
  }
  return { stacks: assembly.stacks.map((stack) => readStack(stack.stackName, stack.template)), assets };
}
