import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import * as z from 'zod';
import type { Deployment } from '../../../local/cloudformation/deployment.ts';
import {
  startEventSourceMappings,
  type EventSourceMappings,
} from '../../../local/sqs/event-source-mapping.ts';
import { FunctionError } from '../../../local/lambda/function-error.ts';
import { freePort } from '../../../local/ports.ts';
import {
  createQueues,
  executionQueueUrls,
  startQueueServer,
  type QueueServer,
} from '../../../local/sqs/queues.ts';
import { eventually } from '../../support/eventually.ts';
import { smallDeployment } from '../../support/small-deployment.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let port: number;
let server: QueueServer;
let deployment: Deployment;
let mappings: EventSourceMappings | undefined;
let urls: ReturnType<typeof executionQueueUrls>;

beforeAll(async () => {
  directory = await temporaryDirectory();
  port = await freePort();
  server = await startQueueServer(port, directory.path, {
    directory: path.join(directory.path, 's3'),
    corsRules: [],
  });
});
afterAll(async () => {
  await server.stop();
  await directory.remove();
});
afterEach(async () => {
  await mappings?.stop(1);
  mappings = undefined;
});

/** Hands over what one poll gives, so that a repetition takes a second or two. */
const quick = { MaximumBatchingWindowInSeconds: 0, BatchSize: 10 };

/** Two queues of names that no other test has, and a mapping with the given properties. */
async function deploy(mapping: object, visibilityTimeout: number): Promise<void> {
  const name = randomUUID();
  deployment = smallDeployment(
    {
      Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: `${name}-dead` } },
      Queue: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          QueueName: name,
          VisibilityTimeout: visibilityTimeout,
          RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 },
        },
      },
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: {
          EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
          FunctionName: 'ingest',
          BatchSize: 10_000,
          MaximumBatchingWindowInSeconds: 1,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          ScalingConfig: { MaximumConcurrency: 2 },
          ...mapping,
        },
      },
    },
    { sqsEndpoint: `http://127.0.0.1:${port}` },
  );
  urls = executionQueueUrls(deployment);
  await createQueues(deployment, server.client);
}

/** Starts the mapping with `handle` as the function. @returns the batches that it was given */
function map(handle: (event: SQSEvent) => unknown): SQSRecord[][] {
  const batches: SQSRecord[][] = [];
  const lambda = {
    invoke: async (_name: string, event: unknown) => {
      const { Records } = z.object({ Records: z.array(z.custom<SQSRecord>()) }).parse(event);
      batches.push(Records);
      return handle({ Records });
    },
    stop: () => Promise.resolve(),
  };
  mappings = startEventSourceMappings(deployment, server.client, lambda);
  return batches;
}

async function send(bodies: readonly string[]): Promise<void> {
  for (let start = 0; start < bodies.length; start += 10) {
    const Entries = bodies
      .slice(start, start + 10)
      .map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    await server.client.send(new SendMessageBatchCommand({ QueueUrl: urls.queueUrl, Entries }));
  }
}

async function count(queueUrl: string): Promise<number> {
  const command = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] });
  const { Attributes: attributes = {} } = await server.client.send(command);
  return (
    Number(attributes['ApproximateNumberOfMessages']) +
    Number(attributes['ApproximateNumberOfMessagesNotVisible'])
  );
}

const isEmpty = async () => ((await count(urls.queueUrl)) === 0 ? true : undefined);
const bodies = (batches: readonly SQSRecord[][]) => batches.flat().map((record) => record.body);

describe('an event source mapping', () => {
  test('hands over records as Lambda does, and deletes what was processed', async () => {
    await deploy(quick, 30);
    const batches = map(() => null);
    await send(['hello']);
    await eventually(isEmpty);
    expect(batches).toEqual([
      [
        {
          messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          receiptHandle: expect.any(String),
          body: 'hello',
          attributes: {
            ApproximateReceiveCount: '1',
            SentTimestamp: expect.stringMatching(/^\d{13}$/),
            SenderId: expect.any(String),
            ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
          },
          messageAttributes: {},
          md5OfBody: '5d41402abc4b2a76b9719d911017c592',
          eventSource: 'aws:sqs',
          eventSourceARN: deployment.valueOf(queueResource(), 'Arn'),
          awsRegion: 'us-east-1',
        },
      ],
    ]);
  });

  test('gathers what comes within the window into large batches, losing and repeating nothing', async () => {
    await deploy({}, 30);
    const sent = Array.from({ length: 500 }, (_, index) => `message ${index}`);
    await send(sent);
    const batches = map(() => ({ batchItemFailures: [] }));
    await eventually(isEmpty);
    expect(bodies(batches).sort()).toEqual(sent.sort());
    expect(batches.length).toBeLessThan(5);
  });

  test('never exceeds the batch size', async () => {
    await deploy({ BatchSize: 25 }, 30);
    await send(Array.from({ length: 90 }, (_, index) => String(index)));
    const batches = map(() => null);
    await eventually(isEmpty);
    expect(Math.max(...batches.map((batch) => batch.length))).toBe(25);
    expect(batches.flat()).toHaveLength(90);
  });

  test('never exceeds six megabytes', async () => {
    await deploy({}, 30);
    const large = Array.from({ length: 14 }, (_, index) => String(index).padEnd(900_000, 'x'));
    for (const body of large) await send([body]);
    const batches = map(() => null);
    await eventually(isEmpty);
    expect(Math.max(...batches.map((batch) => batch.length))).toBe(6);
    expect(batches.flat()).toHaveLength(large.length);
  });

  test('repeats only what failed, after its visibility timeout', async () => {
    await deploy(quick, 2);
    const batches = map(({ Records }) => ({
      batchItemFailures: Records.filter(
        (record) => record.body === 'bad' && record.attributes.ApproximateReceiveCount === '1',
      ).map((record) => ({ itemIdentifier: record.messageId })),
    }));
    await send(['good', 'bad']);
    await eventually(isEmpty);
    expect(bodies(batches).sort()).toEqual(['bad', 'bad', 'good']);
    const attempts = batches.flat().filter((record) => record.body === 'bad');
    expect(attempts.map((record) => record.attributes.ApproximateReceiveCount)).toEqual(['1', '2']);
    await expect(count(urls.deadLetterQueueUrl)).resolves.toBe(0);
  });

  test('moves what keeps failing to the dead-letter queue after the receives of the redrive policy', async () => {
    await deploy(quick, 2);
    const batches = map(({ Records }) => ({
      batchItemFailures: Records.filter((record) => record.body === 'bad').map((record) => ({
        itemIdentifier: record.messageId,
      })),
    }));
    await send(['bad', 'good']);
    await eventually(async () => ((await count(urls.deadLetterQueueUrl)) === 1 ? true : undefined));
    expect(bodies(batches).sort()).toEqual(['bad', 'bad', 'bad', 'good']);
    await expect(count(urls.queueUrl)).resolves.toBe(0);
    const { Messages } = await server.client.send(
      new ReceiveMessageCommand({ QueueUrl: urls.deadLetterQueueUrl }),
    );
    expect(Messages?.map((message) => message.Body)).toEqual(['bad']);
  });

  test('repeats the whole batch when the function fails or its report cannot be read', async () => {
    await deploy(quick, 2);
    const batches = map(({ Records }) => {
      const attempt = Records[0]?.attributes.ApproximateReceiveCount;
      if (attempt === '1') throw new FunctionError('Error', 'down');
      return attempt === '2' ? { batchItemFailures: [{ itemIdentifier: '' }] } : null;
    });
    await send(['a', 'b']);
    await eventually(isEmpty);
    expect(bodies(batches).sort()).toEqual(['a', 'a', 'a', 'b', 'b', 'b']);
    await expect(count(urls.deadLetterQueueUrl)).resolves.toBe(0);
  });

  test('invokes at most as often at the same time as its concurrency allows', async () => {
    await deploy({ ...quick, BatchSize: 1 }, 30);
    await send(['1', '2', '3', '4']);
    let running = 0;
    let most = 0;
    const gate = Promise.withResolvers<void>();
    map(async () => {
      running += 1;
      most = Math.max(most, running);
      if (running === 2) gate.resolve();
      await gate.promise;
      running -= 1;
    });
    await eventually(isEmpty);
    expect(most).toBe(2);
  });
});

describe('queues', () => {
  test('give a message back at once when a receiver asks for it', async () => {
    await deploy({}, 30);
    await send(['again']);
    const QueueUrl = urls.queueUrl;
    const first = await server.client.send(new ReceiveMessageCommand({ QueueUrl }));
    const ReceiptHandle = first.Messages?.[0]?.ReceiptHandle;
    await server.client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
    );
    const second = await server.client.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(second.Messages?.map((message) => message.Body)).toEqual(['again']);
  });

  test('keep their address and their messages over a restart, and take the attributes of the template', async () => {
    await deploy({}, 1);
    await send(['kept']);
    const { client } = server;
    const attributes = { VisibilityTimeout: '77' };
    await client.send(new SetQueueAttributesCommand({ QueueUrl: urls.queueUrl, Attributes: attributes }));
    await server.stop();
    server = await startQueueServer(port, directory.path, {
      directory: path.join(directory.path, 's3'),
      corsRules: [],
    });
    await createQueues(deployment, server.client);
    const command = new GetQueueAttributesCommand({
      QueueUrl: urls.queueUrl,
      AttributeNames: ['VisibilityTimeout'],
    });
    const { Attributes } = await server.client.send(command);
    expect(Attributes).toEqual({ VisibilityTimeout: '1' });
    const { Messages } = await server.client.send(new ReceiveMessageCommand({ QueueUrl: urls.queueUrl }));
    expect(Messages?.map((message) => message.Body)).toEqual(['kept']);
  });
});

function queueResource() {
  const found = deployment.resources('AWS::SQS::Queue').find((resource) => resource.logicalId === 'Queue');
  if (found === undefined) throw new Error('The deployment has no queue.');
  return found;
}
