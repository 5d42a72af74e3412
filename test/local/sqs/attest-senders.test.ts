import {
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { REGION } from '../../../local/cloudformation/aws-names.ts';
import { freePort } from '../../../local/ports.ts';
import {
  createQueues,
  executionQueueUrls,
  startQueueServer,
  type QueueServer,
} from '../../../local/sqs/queues.ts';
import { senderOf } from '../../../local/sqs/sender.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { smallDeployment } from '../../support/small-deployment.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let port: number;
let server: QueueServer;
let queueUrl: string;

const start = () =>
  startQueueServer(port, directory.path, { directory: path.join(directory.path, 's3'), corsRules: [] });

beforeAll(async () => {
  directory = await temporaryDirectory();
  port = await freePort();
  server = await start();
  const dead = `${randomUUID()}-dead`;
  const deployment = smallDeployment(
    {
      Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: dead } },
      Queue: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          QueueName: randomUUID(),
          RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 },
        },
      },
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] }, FunctionName: 'ingest' },
      },
    },
    { sqsEndpoint: `http://127.0.0.1:${port}` },
  );
  await createQueues(deployment, server.client);
  ({ queueUrl } = executionQueueUrls(deployment));
});
afterAll(async () => {
  await server.stop();
  await directory.remove();
});

/** A client with an access key of its own. */
const clientOf = (accessKeyId: string) =>
  new SQSClient({
    endpoint: server.endpoint,
    region: REGION,
    credentials: { accessKeyId, secretAccessKey: 'any' },
  });

const MessageAttributes = { tenant: { DataType: 'String', StringValue: 'initech' } };

async function receive(options: object = { MessageAttributeNames: ['All'] }): Promise<Message[]> {
  const received: Message[] = [];
  for (;;) {
    const { Messages = [] } = await server.client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
        ...options,
      }),
    );
    if (Messages.length === 0) return received.toSorted((a, b) => (a.Body ?? '').localeCompare(b.Body ?? ''));
    received.push(...Messages);
  }
}

const sent = ({ Body, Attributes, MessageAttributes: attributes }: Message) => [
  Body,
  Attributes?.['SenderId'],
  Object.keys(attributes ?? {}),
];

async function sendAll(): Promise<void> {
  const ann = clientOf('AKIAANN');
  const bob = clientOf('AKIABOB');
  await ann.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'a', MessageAttributes }));
  const Entries = ['b', 'c'].map((MessageBody) => ({ Id: MessageBody, MessageBody }));
  await bob.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  const response = await fetch(server.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
    body: JSON.stringify({ QueueUrl: queueUrl, MessageBody: 'd' }),
  });
  expect(response.status).toBe(200);
  ann.destroy();
  bob.destroy();
}

const attested = [
  ['a', senderOf('AKIAANN'), ['tenant']],
  ['b', senderOf('AKIABOB'), []],
  ['c', senderOf('AKIABOB'), []],
  ['d', 'AIDAANONYMOUSANONYMOUS', []],
];

test('the sender is who signed the request that sent, and no receiver sees how it is kept', async () => {
  await sendAll();
  const received = await receive();
  expect(received.map(sent)).toEqual(attested);
  expect(new Set(attested.map(([, sender]) => sender)).size).toBe(3);
  for (const [, sender] of attested) expect(sender).toMatch(/^AIDA[A-Z0-9]{12,124}$/);
});

test('whoever asks for some attributes gets those and the sender', async () => {
  await sendAll();
  const received = await receive({ MessageAttributeNames: ['other'] });
  expect(received.map(sent)).toEqual(attested.map(([body, sender]) => [body, sender, []]));
});

test('what is queued keeps its sender across a restart', async () => {
  await sendAll();
  await server.stop();
  server = await start();
  expect((await receive()).map(sent)).toEqual(attested);
});
