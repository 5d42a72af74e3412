import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { arn } from '../../local/cloudformation/aws-names.ts';

export type Invoke = (event: unknown) => Promise<unknown>;

const TIMEOUT_MS = 3_600_000;

/** A function's handler from its bundle, with the environment of this process. */
export async function loadBundle(directory: string, name: string): Promise<Invoke> {
  const loaded: unknown = await import(pathToFileURL(path.join(directory, name, 'index.mjs')).href);
  const { handler } = z.record(z.string(), z.unknown()).parse({ ...Object(loaded) });
  if (typeof handler !== 'function') throw new Error(`The bundle of ${name} has no handler.`);
  return async (event) => Reflect.apply(handler, undefined, [event, contextOf(name)]);
}

function contextOf(functionName: string) {
  const deadline = Date.now() + TIMEOUT_MS;
  return {
    awsRequestId: 'bench',
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn('lambda', `function:${functionName}`),
    memoryLimitInMB: '1769',
    logGroupName: functionName,
    logStreamName: 'bench',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}
