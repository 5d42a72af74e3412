// The runtime inside a function's worker thread: loads the handler, then answers one event at a time.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';

const { directory, handler } = z.object({ directory: z.string(), handler: z.string() }).parse(workerData);
const callSchema = z.object({
  requestId: z.string(),
  event: z.string(),
  deadline: z.number(),
  functionName: z.string(),
  functionArn: z.string(),
  memoryMegabytes: z.number(),
});
type Call = z.infer<typeof callSchema>;

const handle = await loadHandler();
parentPort?.on('message', (message: unknown) => void answer(callSchema.parse(message)));
parentPort?.postMessage({ kind: 'ready' });

async function loadHandler(): Promise<(event: unknown, context: unknown) => unknown> {
  const dot = handler.lastIndexOf('.');
  const base = path.join(directory, handler.slice(0, dot));
  const file = existsSync(`${base}.mjs`) ? `${base}.mjs` : `${base}.js`;
  const loaded: unknown = await import(pathToFileURL(file).href);
  const exported = z.record(z.string(), z.unknown()).parse({ ...Object(loaded) })[handler.slice(dot + 1)];
  if (typeof exported !== 'function') throw new Error(`${handler} is undefined or not a function`);
  return (event, context) => Reflect.apply(exported, undefined, [event, context]);
}

async function answer(call: Call): Promise<void> {
  try {
    const result = await handle(JSON.parse(call.event), contextOf(call));
    parentPort?.postMessage({ kind: 'result', payload: JSON.stringify(result) });
  } catch (error) {
    const thrown = error instanceof Error ? error : new Error(String(error));
    parentPort?.postMessage({
      kind: 'error',
      type: thrown.name,
      message: thrown.message,
      trace: thrown.stack,
    });
  }
}

function contextOf(call: Call) {
  return {
    awsRequestId: call.requestId,
    functionName: call.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: call.functionArn,
    memoryLimitInMB: String(call.memoryMegabytes),
    logGroupName: `/aws/lambda/${call.functionName}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, call.deadline - Date.now()),
  };
}
