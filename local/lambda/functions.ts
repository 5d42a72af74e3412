import path from 'node:path';
import * as z from 'zod';
import type { Deployment } from '../cloudformation/deployment.ts';
import { FUNCTION } from '../cloudformation/physical-values.ts';

/** One function as the template describes it. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  /** The unpacked code. */
  readonly directory: string;
  /** `<module>.<export>`. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  /** Calls at the same time; undefined shares what the account has. */
  readonly reservedConcurrency: number | undefined;
  readonly environment: Readonly<Record<string, string>>;
}

/** Lambda's own defaults: 3 seconds, 128 MB. */
const functionSchema = z.object({
  Handler: z.string(),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  ReservedConcurrentExecutions: z.number().optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()) }).optional(),
  Code: z.object({ S3Key: z.string() }),
});
const codeSchema = z.object({ Code: z.object({ S3Key: z.string().optional() }) });

/**
 * The functions whose code is one of ours: CDK's own helpers (the custom resource provider) are not run.
 * @param assets directory of each asset, by its hash
 */
export function functionDefinitions(
  deployment: Deployment,
  assets: ReadonlyMap<string, string>,
): FunctionDefinition[] {
  return deployment.resources(FUNCTION).flatMap((resource) => {
    const key = deployment.properties(resource, codeSchema).Code.S3Key;
    const directory = key === undefined ? undefined : assets.get(path.basename(key, '.zip'));
    if (directory === undefined) return [];
    const properties = deployment.properties(resource, functionSchema);
    return {
      name: deployment.valueOf(resource),
      arn: deployment.valueOf(resource, 'Arn'),
      directory,
      handler: properties.Handler,
      timeoutSeconds: properties.Timeout,
      memoryMegabytes: properties.MemorySize,
      reservedConcurrency: properties.ReservedConcurrentExecutions,
      environment: properties.Environment?.Variables ?? {},
    };
  });
}
