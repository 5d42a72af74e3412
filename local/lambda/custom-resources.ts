import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Deployment } from '../cloudformation/deployment.ts';
import { readJsonFile, writeJsonFile } from '../json-file.ts';
import type { Lambda } from './lambda.ts';
import { FUNCTION } from '../cloudformation/physical-values.ts';
import type { Resource } from '../cloudformation/template.ts';

const providerSchema = z.object({
  Environment: z
    .object({ Variables: z.object({ USER_ON_EVENT_FUNCTION_ARN: z.string().optional() }) })
    .optional(),
});
const customSchema = z.object({ ServiceToken: z.string() });
const storedSchema = z.record(z.string(), z.string());
const answerSchema = z.object({ PhysicalResourceId: z.string() });

/**
 * Creates or updates the template's custom resources as CloudFormation would through CDK's provider: the provider
 * itself is not run, the function behind it is. Their physical ids are remembered in `file`.
 * @throws FunctionError when a function fails
 */
export async function deployCustomResources(
  deployment: Deployment,
  lambda: Lambda,
  file: string,
): Promise<void> {
  const physicalIds = (await readJsonFile(file, storedSchema)) ?? {};
  for (const { resource, functionArn } of customResources(deployment)) {
    const physicalId = physicalIds[resource.logicalId];
    const answer = await lambda.invoke(functionArn, {
      RequestType: physicalId === undefined ? 'Create' : 'Update',
      ...(physicalId === undefined ? {} : { PhysicalResourceId: physicalId, OldResourceProperties: {} }),
      RequestId: randomUUID(),
      StackId: resource.stack,
      LogicalResourceId: resource.logicalId,
      ResourceType: resource.type,
      ResourceProperties: deployment.allProperties(resource),
    });
    physicalIds[resource.logicalId] = answerSchema.parse(answer).PhysicalResourceId;
    await writeJsonFile(file, physicalIds);
  }
}

function customResources(deployment: Deployment): { resource: Resource; functionArn: string }[] {
  const providers = new Map<string, string>();
  for (const resource of deployment.resources(FUNCTION)) {
    const target = deployment.properties(resource, providerSchema).Environment?.Variables
      .USER_ON_EVENT_FUNCTION_ARN;
    if (target !== undefined) providers.set(deployment.valueOf(resource, 'Arn'), target);
  }
  const candidates = deployment.resources(
    (type) => type === 'AWS::CloudFormation::CustomResource' || type.startsWith('Custom::'),
  );
  return candidates.flatMap((resource) => {
    const functionArn = providers.get(deployment.properties(resource, customSchema).ServiceToken);
    return functionArn === undefined ? [] : { resource, functionArn };
  });
}
