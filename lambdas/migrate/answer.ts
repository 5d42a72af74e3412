import type { CdkCustomResourceEvent } from 'aws-lambda';
import { Unfinished } from './again.ts';

const PHYSICAL_RESOURCE_ID = 'payback-schema';

/** Before the end of the invocation: to say that it is not finished. */
export const TO_ANSWER_MS = 30_000;

/** What CloudFormation asks, with what onEvent has answered where it is asked whether that is complete. */
export type SchemaEvent = Pick<CdkCustomResourceEvent, 'RequestType'> & { readonly IsBegun?: boolean };

export interface SchemaAnswer {
  readonly PhysicalResourceId: string;
  readonly IsBegun: true;
  readonly IsComplete: boolean;
}

/**
 * What onEvent and isComplete of the migration custom resource answer. All is done when it is asked whether it is complete: so often,
 * for an hour, that an index may take longer to build than a function may run. Deleting the resource leaves the schema and its data alone.
 * @param remainingMs of the invocation
 * @param onUnfinished when what is left goes on without this invocation
 * @throws what made the migration fail: CloudFormation then rolls the deployment back
 */
export async function answer(
  { RequestType, IsBegun }: SchemaEvent,
  remainingMs: number,
  bringUpToDate: (signal: AbortSignal) => Promise<void>,
  onUnfinished: () => void,
): Promise<SchemaAnswer> {
  const begun = { PhysicalResourceId: PHYSICAL_RESOURCE_ID, IsBegun: true } as const;
  if (RequestType === 'Delete') return { ...begun, IsComplete: true };
  if (!IsBegun) return { ...begun, IsComplete: false };
  try {
    await bringUpToDate(AbortSignal.timeout(remainingMs - TO_ANSWER_MS));
    return { ...begun, IsComplete: true };
  } catch (error) {
    if (!(error instanceof Unfinished)) throw error;
    onUnfinished();
    return { ...begun, IsComplete: false };
  }
}
