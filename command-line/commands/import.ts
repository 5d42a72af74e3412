import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { randomUUID } from 'node:crypto';
import { access } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { parseMessage } from '../../lambdas/ingest/parse-message.ts';
import { outcomesResult } from '../../lambdas/operations/contract.ts';
import { keyedHashes } from '../../shared/users/keyed-hashes.ts';
import { table } from '../output.ts';
import { invoke, type Target } from '../target/target.ts';
import { Trouble, UsageError } from '../trouble.ts';
import type { Context, Register } from './command.ts';
import { readLines } from './executions-file.ts';
import { wholeNumber } from './sessions.ts';

const IDS = 10_000;
const BATCH = 10;
/** Of the 1 MiB that SQS takes at once. */
const BATCH_BYTES = 900_000;
const SENDERS = 8;
const POLL_MS = 1_000;
const MOST_SHOWN = 20;

interface Options {
  readonly source: string;
  readonly wait: string;
}

interface Ready {
  readonly number: number;
  readonly id: string;
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
    .option('--wait <seconds>', 'for what becomes of them; 0: not at all', '120')
    .action(run(importExecutions));
};

async function importExecutions(context: Context, file: string, options: Options): Promise<boolean> {
  const { output, dryRun, now } = context;
  const wait = wholeNumber('--wait', options.wait);
  await access(file).catch(() => {
    throw new UsageError(`${file} cannot be read`);
  });
  const { ready, wrong } = await validated(file, options.source);
  if (wrong.length > 0) {
    output.answer(
      { lines: ready.length + wrong.length, wrong },
      () =>
        `${linesOf(wrong)}\n\nNothing was sent: ${wrong.length} of ${ready.length + wrong.length} lines are wrong.`,
    );
    return false;
  }
  if (dryRun) {
    output.answer(
      { lines: ready.length, wrong },
      () => `All ${ready.length} lines are valid. Nothing was sent.`,
    );
    return true;
  }
  const target = await context.target();
  // A second less, for clocks that differ.
  const since = new Date(now() - 1_000).toISOString();
  const before = await outcomes(target, ready, since);
  const toSend = ready.filter(({ id }) => !before.stored.has(id));
  await send(target, toSend, (sent) => output.progress('messages sent', sent, toSend.length));
  const after = await settled(context, target, toSend, since, wait);
  const rejected = toSend.flatMap(({ number, id }) => {
    const rejection = after.rejected.get(id);
    return rejection ? [{ line: number, field: rejection.path, reason: rejection.reason }] : [];
  });
  const unknown = toSend.length - after.known;
  const answer = {
    lines: ready.length,
    stored_before: ready.length - toSend.length,
    sent: toSend.length,
    stored: after.known - rejected.length,
    rejected,
    not_known_yet: unknown,
  };
  output.answer(answer, () =>
    [
      `${answer.lines} lines: ${answer.stored_before} were stored before, ${answer.sent} sent, ${answer.stored} of them stored, ${rejected.length} rejected, ${unknown} not known yet.`,
      ...(rejected.length === 0
        ? []
        : ['', linesOf(rejected), '', 'npm run payback -- rejections list says what is allowed.']),
      ...(unknown === 0 ? [] : ['', 'Sending the file again is harmless: what is stored is left out.']),
    ].join('\n'),
  );
  return rejected.length === 0 && (unknown === 0 || wait === 0);
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
  for await (const { number, message, wrong: why } of readLines(file, source)) {
    if (why !== undefined) {
      wrong.push({ line: number, field: null, reason: why });
      continue;
    }
    const body = JSON.stringify(message);
    const parsed = parseMessage({ messageId: String(number), body, attributes: { SenderId: '' } }, hashes);
    if ('detail' in parsed)
      wrong.push({ line: number, field: parsed.path, reason: `${parsed.reason}: ${parsed.detail}` });
    else ready.push({ number, id: parsed.id, body });
  }
  if (ready.length + wrong.length === 0) throw new Trouble(`${file} has no lines of executions.`);
  return { ready, wrong };
}

async function outcomes(target: Target, lines: readonly Ready[], since: string) {
  const stored = new Set<string>();
  const rejected = new Map<string, { readonly reason: string; readonly path: string | null }>();
  for (let start = 0; start < lines.length; start += IDS) {
    const ids = lines.slice(start, start + IDS).map(({ id }) => id);
    const found = await invoke(target, 'operations', { command: 'outcomes', ids, since }, outcomesResult);
    for (const id of found.stored) stored.add(id);
    for (const { id, ...rejection } of found.rejected) rejected.set(id, rejection);
  }
  return { stored, rejected };
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
    const { stored, rejected } = await outcomes(target, lines, since);
    const known = lines.filter(({ id }) => stored.has(id) || rejected.has(id)).length;
    output.progress('messages known', known, lines.length);
    if (known === lines.length || now() >= end) return { known, rejected };
    await setTimeout(POLL_MS);
  }
}
