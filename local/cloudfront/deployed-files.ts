import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { Deployment } from '../cloudformation/deployment.ts';
import { withLocalAddresses, type LocalAddresses } from './local-addresses.ts';

const deploymentSchema = z.object({
  SourceObjectKeys: z.array(z.string()),
  /** For each source: what its files hold in place of values that only the deployment knows. */
  SourceMarkers: z.array(z.record(z.string(), z.string())).default([]),
  SourceMarkersConfig: z.array(z.object({ jsonEscape: z.literal(true).optional() })).default([]),
  DestinationBucketKeyPrefix: z.string().default(''),
  SystemMetadata: z.object({ 'cache-control': z.string() }),
});

export interface DeployedFile {
  readonly content: Buffer;
  readonly cacheControl: string;
}

/**
 * What the CDK's bucket deployments copy: every file, by its path.
 * @param assets directory of each asset, by its hash
 */
export async function readDeployedFiles(
  deployment: Deployment,
  assets: ReadonlyMap<string, string>,
  addresses: LocalAddresses,
): Promise<Map<string, DeployedFile>> {
  const files = new Map<string, DeployedFile>();
  for (const resource of deployment.resources('Custom::CDKBucketDeployment')) {
    const copied = deployment.properties(resource, deploymentSchema);
    for (const [index, key] of copied.SourceObjectKeys.entries()) {
      const directory = assets.get(path.basename(key, '.zip'));
      if (directory === undefined) throw new Error(`${resource.logicalId} copies ${key}, which is no asset.`);
      const markers = Object.entries(copied.SourceMarkers[index] ?? {});
      for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const file = path.join(entry.parentPath, entry.name);
        const name = path.posix.join('/', copied.DestinationBucketKeyPrefix, path.relative(directory, file));
        const content = await readFile(file);
        files.set(name, {
          content: markers.length === 0 ? content : withValues(content, markers, addresses),
          cacheControl: copied.SystemMetadata['cache-control'],
        });
      }
    }
  }
  return files;
}

/** The markers stand inside JSON strings. */
function withValues(
  content: Buffer,
  markers: readonly (readonly [string, string])[],
  addresses: LocalAddresses,
): Buffer {
  const text = markers.reduce(
    (replaced, [marker, value]) => replaced.replaceAll(marker, JSON.stringify(value).slice(1, -1)),
    content.toString('utf8'),
  );
  return Buffer.from(withLocalAddresses(text, addresses));
}
