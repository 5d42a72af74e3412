import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type Message,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { toRecord } from '../../../../local/sqs/sqs-event.ts';
import { httpEvent, type TestRequest } from '../../../support/http-event.ts';
import type { Outcome } from './captured.ts';
import type { Functions } from './functions.ts';

/** A request of the API, and the function behind its route. */
export interface Request extends TestRequest {
  readonly slice: string;
}

/** A call of a schedule: what it asks of which function. */
export interface Scheduled {
  readonly name: string;
  readonly input: unknown;
}
export const keyOf = ({ name, input }: Scheduled): string => `${name} ${JSON.stringify(input)}`;

/** What a request came to. */
export interface Answer extends Outcome {
  /** The function behind the route. */
  readonly name: string;
  readonly status: number;
  /** What the authorizer came to; undefined where nobody is said to ask. Where it failed, the function was not called. */
  readonly authorized: Outcome | undefined;
}

/** What one minute came to. */
export interface Minute {
  /** By the key of the call. */
  readonly calls: ReadonlyMap<string, Outcome>;
  readonly requests: readonly Answer[];
  /** Calls that neither a schedule, a request nor the queue has made, by function. */
  readonly others?: ReadonlyMap<string, Outcome>;
  readonly deliveries: readonly Outcome[];
  readonly sent: number;
  readonly failed: number;
  /** Whether what failed is one message of all minutes, or some of each. */
  readonly isOne: boolean;
  /** In the dead-letter queue. */
  readonly dead: number;
}

const answered = z.object({ statusCode: z.number() });

const authorization = z.object({ context: z.record(z.string(), z.unknown()) });

/** As API Gateway does: it asks who comes first, and of an event that has not what the test left out, and of a failure it makes a status of 500. */
export async function request(
  functions: Functions,
  { slice: name, ...asked }: Request,
  subject = asked.subject === undefined ? 'alice' : asked.subject,
): Promise<Answer> {
  const event = httpEvent({ ...asked, now: new Date().toISOString(), subject: null });
  if (subject === null) return answerOf(functions, name, event, undefined);
  const header = `Bearer ${functions.tokens.get(subject) ?? ''}`;
  const authorized = await functions.invoke('authorizer', {
    ...event,
    headers: { ...event.headers, authorization: header },
  });
  if (authorized.failure !== undefined)
    return { ...authorized, name, published: [], status: 500, authorized };
  const { context: lambda } = authorization.parse(authorized.answer);
  const known = { ...event, requestContext: { ...event.requestContext, authorizer: { lambda } } };
  return answerOf(functions, name, known, authorized);
}

async function answerOf(
  functions: Functions,
  name: string,
  event: unknown,
  authorized: Outcome | undefined,
): Promise<Answer> {
  const outcome = await functions.invoke(name, event);
  const { success, data } = answered.safeParse(outcome.answer);
  return { ...outcome, name, status: success ? data.statusCode : 500, authorized };
}

/**
 * Sends messages, of which the function of the queue gets what there is; what fails comes again.
 * @param times how often it is delivered; what the first time came to is what a minute comes to
 */
export async function deliver(functions: Functions, bodies: readonly string[], times = 1) {
  const { client, queueUrl: QueueUrl } = functions.queues;
  for (let start = 0; start < bodies.length; start += 10) {
    const ten = bodies.slice(start, start + 10);
    const Entries = ten.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
  const first = await deliverAll(functions);
  for (let time = 1; time < times; time += 1) await deliverAll(functions);
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: functions.queues.deadLetterQueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages'],
    }),
  );
  return {
    ...first,
    sent: bodies.length,
    isOne: times > 1,
    dead: Number(Attributes?.ApproximateNumberOfMessages),
  };
}

async function deliverAll(functions: Functions) {
  const { client, queueUrl: QueueUrl } = functions.queues;
  const messages = await received(functions);
  if (messages.length === 0) return { deliveries: [], failed: 0 };
  const Records = messages.map((message) => toRecord(message, 'arn:aws:sqs:local:000000000000:executions'));
  const outcome = await functions.invoke('ingest', { Records });
  const again = failedOf(outcome, messages);
  await inTens(again, (Entries) =>
    client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl,
        Entries: Entries.map((entry) => ({ ...entry, VisibilityTimeout: 0 })),
      }),
    ),
  );
  await inTens(
    messages.filter((message) => !again.includes(message)),
    (Entries) => client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries })),
  );
  return { deliveries: [outcome], failed: again.length };
}

/** Empties both queues. */
export async function purge({ queues: { client, queueUrl, deadLetterQueueUrl } }: Functions): Promise<void> {
  for (const QueueUrl of [queueUrl, deadLetterQueueUrl])
    await client.send(new PurgeQueueCommand({ QueueUrl }));
}

async function received(functions: Functions): Promise<readonly Message[]> {
  const all: Message[] = [];
  for (;;) {
    const { Messages = [] } = await functions.queues.client.send(
      new ReceiveMessageCommand({
        QueueUrl: functions.queues.queueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return all;
    all.push(...Messages);
  }
}

const partial = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });

function failedOf({ failure, answer }: Outcome, messages: readonly Message[]): readonly Message[] {
  if (failure !== undefined) return messages;
  const failed = new Set(partial.parse(answer).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  return messages.filter(({ MessageId = '' }) => failed.has(MessageId));
}

async function inTens(
  messages: readonly Message[],
  work: (entries: { Id: string; ReceiptHandle: string }[]) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < messages.length; start += 10) {
    const ten = messages.slice(start, start + 10);
    await work(ten.map(({ ReceiptHandle = '' }, index) => ({ Id: String(index), ReceiptHandle })));
  }
}
