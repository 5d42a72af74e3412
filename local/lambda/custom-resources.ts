import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import type { Deployment } from '../cloudformation/deployment.ts';
import { readJsonFile, writeJsonFile } from '../json-file.ts';
import type { Lambda } from './lambda.ts';
import { FUNCTION } from '../cloudformation/physical-values.ts';
import type { Resource } from '../cloudformation/template.ts';

const providerSchema = z.object({
  Environment: z
    .object({
      Variables: z.object({
        USER_ON_EVENT_FUNCTION_ARN: z.string().optional(),
        USER_IS_COMPLETE_FUNCTION_ARN: z.string().optional(),
      }),
    })
    .optional(),
});
const customSchema = z.object({ ServiceToken: z.string() });
const storedSchema = z.record(z.string(), z.string());
const answerSchema = z.looseObject({ PhysicalResourceId: z.string() });
const completeSchema = z.object({ IsComplete: z.boolean() });
/** Between two questions whether it is complete. */
const POLL_MS = 1_000;

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
  for (const { resource, onEvent, isComplete } of customResources(deployment)) {
    const physicalId = physicalIds[resource.logicalId];
    const request = {
      RequestType: physicalId === undefined ? 'Create' : 'Update',
      ...(physicalId === undefined ? {} : { PhysicalResourceId: physicalId, OldResourceProperties: {} }),
      RequestId: randomUUID(),
      StackId: resource.stack,
      LogicalResourceId: resource.logicalId,
      ResourceType: resource.type,
      ResourceProperties: deployment.allProperties(resource),
    };
    const answer = answerSchema.parse(await lambda.invoke(onEvent, request));
    if (isComplete !== undefined) await untilComplete(lambda, isComplete, { ...request, ...answer });
    physicalIds[resource.logicalId] = answer.PhysicalResourceId;
    await writeJsonFile(file, physicalIds);
  }
}

async function untilComplete(lambda: Lambda, functionArn: string, event: object): Promise<void> {
  while (!completeSchema.parse(await lambda.invoke(functionArn, event)).IsComplete) await setTimeout(POLL_MS);
}

interface CustomResource {
  readonly resource: Resource;
  /** ARNs of the functions behind its provider. */
  readonly onEvent: string;
  readonly isComplete: string | undefined;
}

function customResources(deployment: Deployment): CustomResource[] {
  const providers = new Map<string, Omit<CustomResource, 'resource'>>();
  for (const resource of deployment.resources(FUNCTION)) {
    const variables = deployment.properties(resource, providerSchema).Environment?.Variables;
    const onEvent = variables?.USER_ON_EVENT_FUNCTION_ARN;
    if (onEvent === undefined) continue;
    providers.set(deployment.valueOf(resource, 'Arn'), {
      onEvent,
      isComplete: variables?.USER_IS_COMPLETE_FUNCTION_ARN,
    });
  }
  const candidates = deployment.resources(
    (type) => type === 'AWS::CloudFormation::CustomResource' || type.startsWith('Custom::'),
  );
  return candidates.flatMap((resource) => {
    const provider = providers.get(deployment.properties(resource, customSchema).ServiceToken);
    return provider === undefined ? [] : { resource, ...provider };
  });
}
