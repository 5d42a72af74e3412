import { randomUUID } from 'node:crypto';
import type { Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { REGION } from '../cloudformation/aws-names.ts';
import { FunctionError } from './function-error.ts';
import type { FunctionDefinition } from './functions.ts';

/** Lambda gives the initialization 10 seconds on a processor of its own; here it shares one with everything. */
const INITIALIZATION_SECONDS = 30;

/** What a thread allocates before it is collected: by default 48, of each of dozens of threads. */
const YOUNG_MEGABYTES = 12;

const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('result'), payload: z.string().optional() }),
  z.object({ kind: z.literal('error'), type: z.string(), message: z.string(), trace: z.string().optional() }),
]);
const thrownSchema = z.object({ name: z.string(), message: z.string(), stack: z.string().optional() });
type Message = z.infer<typeof messageSchema>;

/** One execution environment: a worker thread with the function's own environment, reused while it is healthy. */
export interface Instance {
  /**
   * Answers one event; JSON in, JSON out (undefined: the handler returned nothing).
   * @throws FunctionError when the handler throws, ends its thread, or takes longer than the timeout
   */
  invoke(event: string): Promise<string | undefined>;
  /** False once the thread has ended or was stopped: it takes no more events. */
  isAlive(): boolean;
  terminate(): Promise<void>;
}

export function startInstance(definition: FunctionDefinition, log: Writable, patience = 1): Instance {
  const worker = new Worker(new URL('./lambda-worker.ts', import.meta.url), {
    workerData: { directory: definition.directory, handler: definition.handler },
    env: runtimeEnvironment(definition),
    // NODE_OPTIONS is read by a process, not by a thread.
    execArgv: (definition.environment['NODE_OPTIONS'] ?? '').split(' ').filter((flag) => flag !== ''),
    resourceLimits: {
      maxOldGenerationSizeMb: definition.memoryMegabytes,
      maxYoungGenerationSizeMb: YOUNG_MEGABYTES,
    },
    stdout: true,
    stderr: true,
  });
  worker.stdout.pipe(log, { end: false });
  worker.stderr.pipe(log, { end: false });
  /** Who waits for the next message: the initialization or a call. */
  let waiting: PromiseWithResolvers<Message> | undefined;
  /** Why the thread takes no more calls. */
  let over: FunctionError | undefined;
  const end = (reason: FunctionError) => {
    if (over !== undefined) return;
    over = reason;
    if (waiting === undefined) log.write(`The function ended between two calls: ${reason.message}\n`);
    else waiting.reject(reason);
  };
  worker.on('message', (value: unknown) => waiting?.resolve(messageSchema.parse(value)));
  worker.once('error', (error: unknown) => {
    const thrown = thrownSchema.safeParse(error);
    end(
      thrown.success
        ? new FunctionError(thrown.data.name, thrown.data.message, thrown.data.stack)
        : crashed(1),
    );
  });
  worker.once('exit', (code) => end(crashed(code)));
  const terminate = async (reason: FunctionError) => {
    over ??= reason;
    waiting?.reject(reason);
    await worker.terminate();
  };

  /** The next message, unless the thread ends or the time is over, which ends it. */
  const next = async (seconds: number, expired: FunctionError): Promise<Message> => {
    if (over !== undefined) throw over;
    const mine = Promise.withResolvers<Message>();
    waiting = mine;
    const timer = setTimeout(() => void terminate(expired), seconds * 1000);
    try {
      return await mine.promise;
    } finally {
      clearTimeout(timer);
      waiting = undefined;
    }
  };

  const initialized = next(
    INITIALIZATION_SECONDS * patience,
    new FunctionError('Runtime.InitError', 'Initialization took too long'),
  );
  // The call that waits for it is told; without one there is nobody to tell.
  initialized.catch(() => {});
  return {
    async invoke(event) {
      await initialized;
      const requestId = randomUUID();
      const timeoutSeconds = definition.timeoutSeconds * patience;
      const { memoryMegabytes, name: functionName, arn: functionArn } = definition;
      const expired = new FunctionError(
        'Sandbox.Timedout',
        `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
      );
      const answer = next(timeoutSeconds, expired);
      // Whole milliseconds, as Lambda's, also where patience is a fraction.
      const deadline = Date.now() + Math.round(timeoutSeconds * 1000);
      worker.postMessage({ requestId, event, deadline, functionName, functionArn, memoryMegabytes });
      const message = await answer;
      if (message.kind === 'error') throw new FunctionError(message.type, message.message, message.trace);
      return message.kind === 'result' ? message.payload : undefined;
    },
    isAlive: () => over === undefined,
    terminate: () => terminate(new FunctionError('Sandbox.Stopped', 'The function was stopped')),
  };
}

const crashed = (code: number) =>
  new FunctionError('Runtime.ExitError', `Runtime exited with error: exit status ${code}`);

/** The variables that Lambda's runtime sets itself, and the function's own. Nothing of this process leaks in. */
function runtimeEnvironment(definition: FunctionDefinition): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMegabytes),
    LAMBDA_TASK_ROOT: definition.directory,
    _HANDLER: definition.handler,
    ...definition.environment,
  };
}
