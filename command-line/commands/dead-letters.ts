import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
  type Message,
} from '@aws-sdk/client-sqs';
import { setTimeout } from 'node:timers/promises';
import { table } from '../output.ts';
import { depthOf } from '../queues.ts';
import type { Target } from '../target/target.ts';
import { Trouble } from '../trouble.ts';
import type { Context, Register } from './command.ts';
import { keyOf, outcomesOf } from './outcomes.ts';
import { structureOf, type Structure } from './structure.ts';
import { wholeNumber } from './sessions.ts';

/** How long what is looked at is hidden from others. */
const LOOK_SECONDS = 30;
const BATCH = 10;
/** Of what is sent back, to say what is stored already. */
const MOST_LOOKED_AT = 1_000;
const MOVE_POLL_MS = 1_000;
const FOR_EVER = '2199-01-01';

export const registerDeadLetters: Register = (program, run) => {
  const deadLetters = program
    .command('dead-letters')
    .description('Messages that could not be stored time and again');
  deadLetters
    .command('list')
    .description('What they are, and which are stored already; ends with 1 when there are any')
    .option('--most <number>', 'to look at', '100')
    .action(
      run((context: Context, options: { most: string }) =>
        list(context, wholeNumber('--most', options.most)),
      ),
    );
  deadLetters
    .command('show <message>')
    .description('The structure of one, by its message id; never its texts')
    .action(run(show));
  deadLetters
    .command('redrive')
    .description('Send all of them back to the queue; repeating is harmless, an execution counts once')
    .action(run(redrive));
  deadLetters.command('purge').description('Delete all of them for good').action(run(purge));
};

/** Looks at messages and gives them back: receiving hides them for a while, and the count of receives grows. */
async function look(
  { sqs, deadLetterQueueUrl: QueueUrl, isLocal }: Target,
  most: number,
): Promise<Message[]> {
  const seen = new Map<string, Message>();
  while (seen.size < most) {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: Math.min(10, most - seen.size),
        VisibilityTimeout: LOOK_SECONDS,
        // Without waiting, SQS asks only some of its servers, and may find nothing where there is something.
        WaitTimeSeconds: isLocal ? 0 : 1,
        MessageSystemAttributeNames: ['SentTimestamp', 'SenderId', 'ApproximateReceiveCount'],
      }),
    );
    const before = seen.size;
    for (const message of messages) seen.set(message.MessageId ?? '', message);
    // The first ones are visible again: all of them were seen, or as many as there is time for.
    if (seen.size === before) break;
  }
  const looked = [...seen.values()];
  for (let start = 0; start < looked.length; start += BATCH) {
    const Entries = looked.slice(start, start + BATCH).map(({ ReceiptHandle }, index) => ({
      Id: String(index),
      ReceiptHandle,
      VisibilityTimeout: 0,
    }));
    // What fails is visible again already, or will be in half a minute.
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
  }
  return looked;
}

interface Listed extends Structure {
  readonly message_id: string;
  readonly sent_at: string;
  readonly sender: string | null;
  readonly bytes: number;
  /** Null: it has no id, or names no organization. */
  readonly is_stored: boolean | null;
}

async function described(target: Target, messages: readonly Message[]): Promise<Listed[]> {
  const structures = messages.map(({ Body: body = '' }) => structureOf(body));
  const executions = structures.flatMap((structure) => executionOf(structure) ?? []);
  const { stored } = await outcomesOf(target, executions, FOR_EVER);
  return messages.flatMap((message, index) => {
    const structure = structures[index];
    if (!structure) return [];
    const execution = executionOf(structure);
    return {
      message_id: message.MessageId ?? '',
      sent_at: new Date(Number(message.Attributes?.SentTimestamp ?? 0)).toISOString(),
      sender: message.Attributes?.['SenderId']?.split(':')[0] ?? null,
      bytes: Buffer.byteLength(message.Body ?? ''),
      is_stored: execution === undefined ? null : stored.has(keyOf(execution)),
      ...structure,
    };
  });
}

function executionOf({ organization_id: organizationId, execution_id: id }: Structure) {
  return organizationId === null || id === null ? undefined : { organization_id: organizationId, id };
}

async function list({ output, target: find }: Context, most: number): Promise<boolean> {
  const target = await find();
  const { waiting, inFlight } = await depthOf(target, target.deadLetterQueueUrl);
  const listed = await described(target, await look(target, most));
  const stored = listed.filter(({ is_stored: isStored }) => isStored === true).length;
  output.answer(
    { waiting, in_flight: inFlight, looked_at: listed.length, stored, dead_letters: listed },
    () =>
      [
        table(
          ['message', 'sent', 'bytes', 'execution', 'stored'],
          listed.map((each) => [
            each.message_id,
            each.sent_at,
            each.bytes,
            each.execution_id,
            each.is_stored === null ? null : each.is_stored ? 'yes' : 'no',
          ]),
          'There are no dead letters.',
        ),
        ...(listed.length === 0
          ? []
          : [
              `\n${listed.length} of about ${Math.max(waiting + inFlight, listed.length)} looked at, ${stored} of them stored already.`,
            ]),
      ].join('\n'),
  );
  return waiting + inFlight === 0 && listed.length === 0;
}

async function show({ output, target: find }: Context, id: string): Promise<void> {
  const target = await find();
  const message = (await look(target, 1_000)).find(({ MessageId }) => MessageId === id);
  if (!message) {
    throw new Trouble(
      `There is no dead letter ${id} among the first 1,000.`,
      'npm run payback -- dead-letters list',
    );
  }
  const [listed] = await described(target, [message]);
  output.answer(listed, () =>
    Object.entries(listed ?? {})
      .map(
        ([name, value]) =>
          `${name.padEnd(16)}  ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
      )
      .join('\n'),
  );
}

async function redrive(context: Context): Promise<void> {
  const { output, dryRun, target: find } = context;
  const target = await find();
  const { waiting, inFlight } = await depthOf(target, target.deadLetterQueueUrl);
  const about = waiting + inFlight;
  if (dryRun) return output.answer({ would_move: about }, () => `Would send about ${about} messages back.`);
  const looked = await described(target, await look(target, Math.min(about, MOST_LOOKED_AT)));
  const stored = looked.filter(({ is_stored: isStored }) => isStored === true).length;
  const moved = target.isLocal ? await moveHere(context, target, about) : await moveOnAws(context, target);
  output.answer({ moved, looked_at: looked.length, stored }, () =>
    [
      moved === 0
        ? 'There are no dead letters.'
        : `${moved.toLocaleString('en-US')} messages are back in the queue.`,
      ...(stored === 0
        ? []
        : [`${stored} of ${looked.length} that were looked at are stored already: they count once.`]),
    ].join(' '),
  );
}

/** The local SQS server has no tasks that move messages: one after the other, each deleted after it was sent. */
async function moveHere(
  { output }: Context,
  { sqs, queueUrl, deadLetterQueueUrl }: Target,
  about: number,
): Promise<number> {
  let moved = 0;
  for (;;) {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: deadLetterQueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: LOOK_SECONDS,
      }),
    );
    if (messages.length === 0) return moved;
    for (const { Body: MessageBody, ReceiptHandle } of messages) {
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: deadLetterQueueUrl, ReceiptHandle }));
      output.progress('messages moved', (moved += 1), Math.max(about, moved));
    }
  }
}

async function moveOnAws(
  { output }: Context,
  { sqs, deadLetterQueueUrl: QueueUrl }: Target,
): Promise<number> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const SourceArn = Attributes?.QueueArn;
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn }));
  for (;;) {
    const { Results: [task] = [] } = await sqs.send(
      new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 1 }),
    );
    const moved = task?.ApproximateNumberOfMessagesMoved ?? 0;
    output.progress('messages moved', moved, task?.ApproximateNumberOfMessagesToMove ?? moved);
    if (task?.Status === 'FAILED') throw new Trouble(`Messages could not be moved: ${task.FailureReason}`);
    if (task?.Status !== 'RUNNING') return moved;
    await setTimeout(MOVE_POLL_MS);
  }
}

async function purge({ output, dryRun, yes, ask, target: find }: Context): Promise<void> {
  const target = await find();
  const { waiting, inFlight } = await depthOf(target, target.deadLetterQueueUrl);
  const about = waiting + inFlight;
  if (dryRun) return output.answer({ would_delete: about }, () => `Would delete about ${about} messages.`);
  if (!yes) {
    const answer = await ask(
      `Delete about ${about} dead letters of ${target.name} for good? Type their number: `,
    );
    if (answer === undefined)
      throw new Trouble('Nothing was deleted: nobody is here to ask.', 'Say it with --yes.');
    if (answer.trim() !== String(about)) throw new Trouble('Nothing was deleted.');
  }
  await target.sqs.send(new PurgeQueueCommand({ QueueUrl: target.deadLetterQueueUrl }));
  output.answer({ deleted: about }, () => `About ${about} dead letters are deleted.`);
}
