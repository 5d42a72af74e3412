import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { executionCompleted } from '../../lambdas/ingest/contract.ts';
import { parseMessage } from '../../lambdas/ingest/parse-message.ts';
import { keyedHashes } from '../../shared/users/keyed-hashes.ts';
import { table } from '../output.ts';
import type { Target } from '../target/target.ts';
import { Trouble, UsageError } from '../trouble.ts';
import type { Context, Register } from './command.ts';
import { readLines } from './executions-file.ts';
import { keyOf, outcomesOf, type ExecutionKey } from './outcomes.ts';
import { wholeNumber } from './sessions.ts';

const BATCH = 10;
/** Of the 1 MiB that SQS takes at once. */
const BATCH_BYTES = 900_000;
const SENDERS = 8;
const POLL_MS = 1_000;
const MOST_SHOWN = 20;

interface Options {
  readonly source: string;
  readonly wait: string;
  readonly ignoreUnknown?: true;
}

interface Ready extends ExecutionKey {
  readonly number: number;
  readonly body: string;
}

interface Refused {
  readonly line: number;
  readonly field: string | null;
  readonly reason: string;
}

export const registerImport: Register = (program, run) => {
  program
    .command('import')
    .description('Send what other systems have recorded')
    .command('executions <file>')
    .description(
      'CSV (header: field names, dotted) or NDJSON of executions or CloudEvents; all lines are validated first',
    )
    .option('--source <name>', 'which service they are said to be from', '/import')
    .option('--ignore-unknown', 'leave out fields that no message has, instead of refusing the file')
    .option('--wait <seconds>', 'for what becomes of them; 0: not at all', '120')
    .action(run(importExecutions));
};

async function importExecutions(context: Context, file: string, options: Options): Promise<boolean> {
  const { output, dryRun, now } = context;
  const wait = wholeNumber('--wait', options.wait);
  const isFile = await stat(file).then(
    (found) => !found.isDirectory(),
    () => false,
  );
  if (!isFile) throw new UsageError(`${file} cannot be read`);
  const { lines, ready, wrong, unknown: unknownFields } = await validated(file, options.source);
  const repeated = lines - ready.length - wrong.length;
  const repeating = repeated === 0 ? '' : ` ${repeated} of them repeat another line and count once.`;
  if (wrong.length > 0) {
    output.answer(
      { lines, wrong },
      () => `${linesOf(wrong)}\n\nNothing was sent: ${wrong.length} of ${lines} lines are wrong.`,
    );
    return false;
  }
  if (unknownFields.length > 0 && !options.ignoreUnknown) {
    const names = unknownFields.slice(0, MOST_SHOWN).join(', ');
    output.answer(
      { lines, wrong, unknown_fields: unknownFields },
      () =>
        `Nothing was sent: ${names}: no field of a message (docs/messages.md). Correct the name, or leave out what no message has with --ignore-unknown.`,
    );
    return false;
  }
  if (dryRun) {
    output.answer(
      { lines, repeated, wrong },
      () => `All ${lines} lines are valid.${repeating} Nothing was sent.`,
    );
    return true;
  }
  const target = await context.target();
  // A second less, for clocks that differ.
  const since = new Date(now() - 1_000).toISOString();
  const before = await outcomesOf(target, ready, since);
  const toSend = ready.filter((line) => !before.stored.has(keyOf(line)));
  await send(target, toSend, (sent) => output.progress('messages sent', sent, toSend.length));
  const after = await settled(context, target, toSend, since, wait);
  const rejected = toSend.flatMap((line) => {
    const rejection = after.rejected.get(keyOf(line));
    return rejection
      ? [
          {
            line: line.number,
            organization_id: line.organization_id,
            field: rejection.path,
            reason: rejection.reason,
          },
        ]
      : [];
  });
  const unknown = toSend.length - after.known;
  const answer = {
    lines,
    repeated,
    stored_before: ready.length - toSend.length,
    sent: toSend.length,
    stored: after.known - rejected.length,
    rejected,
    not_known_yet: unknown,
  };
  output.answer(answer, () =>
    [
      `${lines} lines:${repeating} ${answer.stored_before} were stored before, ${answer.sent} sent, ${answer.stored} of them stored, ${rejected.length} rejected, ${unknown} not known yet.`,
      ...(rejected.length === 0
        ? []
        : [
            '',
            linesOf(rejected),
            '',
            ...whereToLook(target, rejected).map((command) => `${command} says what to do.`),
          ]),
      ...(unknown === 0 ? [] : ['', 'Sending the file again is harmless: what is stored is left out.']),
    ].join('\n'),
  );
  return rejected.length === 0 && (unknown === 0 || wait === 0);
}

/** Those that name no organization that exists are nobody's. */
function whereToLook(
  { isLocal }: Target,
  rejected: readonly { readonly organization_id: string; readonly reason: string }[],
): string[] {
  const options = rejected.map(({ organization_id: id, reason }) =>
    reason === 'unknown_organization' ? '' : ` --organization ${id}${isLocal ? ' --as <member>' : ''}`,
  );
  return [...new Set(options)].map((each) => `npm run payback -- rejections list${each}`);
}

const linesOf = (refused: readonly Refused[]): string =>
  [
    table(
      ['line', 'field', 'reason'],
      refused.slice(0, MOST_SHOWN).map(({ line, field, reason }) => [String(line), field, reason]),
      '',
    ),
    ...(refused.length > MOST_SHOWN ? [`and ${refused.length - MOST_SHOWN} more`] : []),
  ].join('\n');

async function validated(file: string, source: string) {
  // Nothing is stored by these: they are made anew each time.
  const hashes = keyedHashes(randomUUID());
  const ready: Ready[] = [];
  const wrong: Refused[] = [];
  const unknown = new Set<string>();
  const seen = new Map<string, { readonly number: number; readonly contentHash: string }>();
  let lines = 0;
  for await (const { number, message, wrong: why } of readLines(file, source)) {
    lines += 1;
    if (why !== undefined) {
      wrong.push({ line: number, field: null, reason: why });
      continue;
    }
    for (const name of unknownIn(message)) unknown.add(name);
    const body = JSON.stringify(message);
    const parsed = parseMessage({ messageId: String(number), body, attributes: { SenderId: '' } }, hashes);
    if ('detail' in parsed) {
      wrong.push({ line: number, field: parsed.path, reason: `${parsed.reason}: ${parsed.detail}` });
      continue;
    }
    const { id, contentHash, data } = parsed;
    const line = { number, organization_id: data.organization_id, id, body };
    const first = seen.get(keyOf(line));
    if (first === undefined) {
      seen.set(keyOf(line), { number, contentHash });
      ready.push(line);
    } else if (first.contentHash !== contentHash) {
      wrong.push({
        line: number,
        field: 'id',
        reason: `another execution has this id, in line ${first.number}`,
      });
    }
  }
  if (lines === 0) throw new Trouble(`${file} has no lines of executions.`);
  return { lines, ready, wrong, unknown: [...unknown] };
}

const FIELDS = executionCompleted.shape.data.shape;

/** A mistyped name would be ignored like any other that is no field, and the task stay without what it says. */
function unknownIn(message: object): string[] {
  if (!('data' in message) || typeof message.data !== 'object' || message.data === null) return [];
  return Object.keys(message.data).filter((name) => !Object.hasOwn(FIELDS, name));
}

function* batches(lines: readonly Ready[]): Generator<readonly Ready[]> {
  let batch: Ready[] = [];
  let bytes = 0;
  for (const line of lines) {
    const size = Buffer.byteLength(line.body);
    if (batch.length === BATCH || bytes + size > BATCH_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(line);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

async function send(
  { sqs, queueUrl: QueueUrl }: Target,
  lines: readonly Ready[],
  onSent: (sent: number) => void,
): Promise<void> {
  const waiting = batches(lines);
  let sent = 0;
  const sendRest = async () => {
    for (const batch of waiting) {
      const Entries = batch.map(({ body }, index) => ({ Id: String(index), MessageBody: body }));
      const { Failed: failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      const [first] = failed;
      if (first) {
        const { number } = batch[Number(first.Id)] ?? { number: 0 };
        throw new Trouble(
          `SQS does not take line ${number}: ${first.Message ?? first.Code}`,
          'Sending the file again goes on from here.',
        );
      }
      onSent((sent += batch.length));
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sendRest));
}

/** Waits until something is known of every message, or for so long. */
async function settled(
  { output, now }: Context,
  target: Target,
  lines: readonly Ready[],
  since: string,
  seconds: number,
) {
  const end = now() + 1_000 * seconds;
  for (;;) {
    const { stored, rejected } = await outcomesOf(target, lines, since);
    const known = lines.map(keyOf).filter((key) => stored.has(key) || rejected.has(key)).length;
    output.progress('messages known', known, lines.length);
    if (known === lines.length || now() >= end) return { known, rejected };
    await setTimeout(POLL_MS);
  }
}
