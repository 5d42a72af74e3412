import {
  ChangeMessageVisibilityCommand,
  MessageNotInflight,
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import path from 'node:path';
import * as z from 'zod';
import { freePort } from '../../../local/ports.ts';
import { startEventSourceMappings } from '../../../local/sqs/event-source-mapping.ts';
import { failedMessageIds } from '../../../local/sqs/partial-batch-response.ts';
import { createQueues, executionQueueUrls, startQueueServer } from '../../../local/sqs/queues.ts';
import { limit } from '../../support/limits.ts';
import { smallDeployment } from '../../support/small-deployment.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

export interface QueueOptions {
  /** After how many receives a message is a dead letter. */
  readonly receives: number;
  /** Invocations at the same time. */
  readonly concurrency: number;
  readonly batchSize: number;
}

/** One invocation of the function. */
interface Delivery {
  readonly records: readonly SQSRecord[];
  /** Undefined while it runs. */
  outcome?: { readonly failed: readonly SQSRecord[]; readonly error: Error | undefined };
}

/**
 * The executions' queue with the real protocol, and Lambda's poller at work on it. Time is in the hands of the test: what failed
 * stays invisible until `comeBack`, as if its visibility timeout took that long.
 */
export interface FaultQueue {
  readonly deliveries: readonly Delivery[];
  /** What failed and has not come back. */
  returned(): readonly SQSRecord[];
  /** Ends the visibility timeout of these messages, by default of all that failed. */
  comeBack(records?: readonly SQSRecord[]): Promise<void>;
  send(bodies: readonly string[]): Promise<void>;
  /** Whether messages are being sent, or processed. */
  isAtWork(): boolean;
  /** Messages that are neither processed nor dead. */
  left(): Promise<number>;
  deadLetters(): Promise<number>;
  purgeDeadLetters(): Promise<unknown>;
  stop(): Promise<void>;
}

const invocation = z.object({ Records: z.array(z.custom<SQSRecord>()) });
const TEN = 10;
/** Longer than any test: only tests end it. */
const VISIBILITY_SECONDS = 3_600;

export async function startFaultQueue(
  { receives, concurrency, batchSize }: QueueOptions,
  invoke: (event: SQSEvent) => Promise<unknown>,
): Promise<FaultQueue> {
  const directory = await temporaryDirectory();
  const port = await freePort();
  const files = { directory: path.join(directory.path, 's3'), corsRules: [] };
  const server = await startQueueServer(port, directory.path, files);
  const { client } = server;
  const deployment = smallDeployment(
    {
      Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
      Queue: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          QueueName: 'executions',
          VisibilityTimeout: VISIBILITY_SECONDS,
          RedrivePolicy: {
            deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] },
            maxReceiveCount: receives,
          },
        },
      },
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
          FunctionName: 'ingest',
          BatchSize: batchSize,
          MaximumBatchingWindowInSeconds: batchSize > TEN ? 1 : 0,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          ScalingConfig: { MaximumConcurrency: concurrency },
        },
      },
    },
    { sqsEndpoint: server.endpoint },
  );
  await createQueues(deployment, client);
  const { queueUrl, deadLetterQueueUrl } = executionQueueUrls(deployment);

  const deliveries: Delivery[] = [];
  let returned: SQSRecord[] = [];
  let sending = 0;
  /** Receipts with which a message was made visible, maybe while it was still being processed. */
  const givenBack = new Set<string>();
  const lambda = {
    async invoke(_name: string, event: unknown) {
      const { Records } = invocation.parse(event);
      const delivery: Delivery = { records: Records };
      deliveries.push(delivery);
      const end = (failed: readonly SQSRecord[], error?: Error) => {
        delivery.outcome = { failed, error };
        returned.push(...failed.filter(({ receiptHandle }) => !givenBack.has(receiptHandle)));
      };
      try {
        const result = await invoke({ Records });
        const ids = failedMessageIds(
          result,
          Records.map(({ messageId }) => messageId),
        );
        end(Records.filter(({ messageId }) => ids.has(messageId)));
        return result;
      } catch (error) {
        end(Records, error instanceof Error ? error : new Error(String(error)));
        throw error;
      }
    },
    stop: () => Promise.resolve(),
  };
  const mappings = startEventSourceMappings(deployment, client, lambda);

  const count = async (QueueUrl: string) => {
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
    const { Attributes: attributes = {} } = await client.send(command);
    return (
      Number(attributes['ApproximateNumberOfMessages']) +
      Number(attributes['ApproximateNumberOfMessagesNotVisible'])
    );
  };
  return {
    deliveries,
    returned: () => returned,
    async comeBack(records) {
      const back = records ?? returned;
      if (records === undefined) returned = [];
      await Promise.all(
        back.map(async ({ receiptHandle: ReceiptHandle }) => {
          givenBack.add(ReceiptHandle);
          const visible = { QueueUrl: queueUrl, ReceiptHandle, VisibilityTimeout: 0 };
          await client.send(new ChangeMessageVisibilityCommand(visible)).catch((error: unknown) => {
            // Of two deliveries of one message at the same time, the other one may have ended with its deletion.
            if (!(error instanceof MessageNotInflight)) throw error;
          });
        }),
      );
    },
    async send(bodies) {
      sending += 1;
      for (let start = 0; start < bodies.length; start += TEN) {
        const Entries = bodies
          .slice(start, start + TEN)
          .map((MessageBody, index) => ({ Id: String(index), MessageBody }));
        await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
      }
      sending -= 1;
    },
    isAtWork: () => sending > 0 || deliveries.some(({ outcome }) => outcome === undefined),
    left: () => count(queueUrl),
    deadLetters: () => count(deadLetterQueueUrl),
    purgeDeadLetters: () => client.send(new PurgeQueueCommand({ QueueUrl: deadLetterQueueUrl })),
    async stop() {
      await mappings.stop(limit(5) / 1000);
      await server.stop();
      await directory.remove();
    },
  };
}
