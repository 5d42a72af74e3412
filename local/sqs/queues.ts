import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { REGION } from '../cloudformation/aws-names.ts';
import type { Deployment } from '../cloudformation/deployment.ts';
import { physicalName, QUEUE } from '../cloudformation/physical-values.ts';
import type { CorsRule } from '../s3/buckets.ts';
import { StartupError } from '../startup-error.ts';
import { messageOf } from '../thrown.ts';

/** CloudFormation's properties that are attributes of the same name in the protocol. */
const queueSchema = z.object({
  VisibilityTimeout: z.number().optional(),
  DelaySeconds: z.number().optional(),
  MaximumMessageSize: z.number().optional(),
  MessageRetentionPeriod: z.number().optional(),
  ReceiveMessageWaitTimeSeconds: z.number().optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
  SqsManagedSseEnabled: z.boolean().optional(),
});

export interface QueueServer {
  readonly endpoint: string;
  readonly client: SQSClient;
  stop(): Promise<void>;
}

/** The part of S3, whose protocol the same server speaks. */
export interface FileStore {
  readonly directory: string;
  readonly corsRules: readonly CorsRule[];
}

/** Starts SQS and S3 on 127.0.0.1; what is queued survives in `directory`. */
export async function startQueueServer(
  port: number,
  directory: string,
  files: FileStore,
): Promise<QueueServer> {
  const worker = new Worker(new URL('./sqs-worker.ts', import.meta.url), {
    workerData: {
      port,
      directory,
      filesDirectory: files.directory,
      corsRules: files.corsRules,
      region: REGION,
    },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  try {
    // Rejects when the thread fails instead.
    await once(worker, 'message');
  } catch (error) {
    throw new StartupError(`The queues in ${directory} cannot be opened: ${messageOf(error)}.`, {
      cause: error,
    });
  }
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new SQSClient({
    endpoint,
    region: REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return {
    endpoint,
    client,
    async stop() {
      client.destroy();
      const exited = once(worker, 'exit');
      worker.postMessage('stop');
      await exited;
    },
  };
}

/** Creates the template's queues, or gives those of an earlier start the attributes of now; messages stay. */
export async function createQueues(deployment: Deployment, client: SQSClient): Promise<void> {
  for (const resource of deployment.resources(QUEUE)) {
    const properties = deployment.properties(resource, queueSchema);
    const attributes = Object.fromEntries(
      Object.entries(properties)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
    );
    const name = physicalName(resource, 'QueueName');
    try {
      const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
      await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: attributes }));
    } catch (error) {
      if (!(error instanceof QueueDoesNotExist)) throw error;
      await client.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
    }
  }
}

const sourceSchema = z.object({ EventSourceArn: z.string() });

/** URLs of the queue that feeds a function, and of the one that takes its dead letters. */
export function executionQueueUrls(deployment: Deployment): { queueUrl: string; deadLetterQueueUrl: string } {
  const queues = deployment.resources(QUEUE);
  const urlOf = (queueArn: string | undefined): string => {
    const found = queues.find((queue) => deployment.valueOf(queue, 'Arn') === queueArn);
    if (found === undefined)
      throw new Error('The template has no queue with an event source mapping and dead letters.');
    return deployment.valueOf(found);
  };
  const [mapping] = deployment.resources('AWS::Lambda::EventSourceMapping');
  const source = mapping && deployment.properties(mapping, sourceSchema).EventSourceArn;
  const queue = queues.find((candidate) => deployment.valueOf(candidate, 'Arn') === source);
  const redrive = queue && deployment.properties(queue, queueSchema).RedrivePolicy;
  return { queueUrl: urlOf(source), deadLetterQueueUrl: urlOf(redrive?.deadLetterTargetArn) };
}
