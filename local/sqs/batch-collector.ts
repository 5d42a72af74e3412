import { ReceiveMessageCommand, type Message, type SQSClient } from '@aws-sdk/client-sqs';
import { setTimeout } from 'node:timers/promises';

/** Receives at the same time while a batch fills: one receives about 1,500 messages a second. */
const RECEIVERS = 4;
/** SQS waits in whole seconds; one second lets a stop be quick without giving up a poll that takes messages. */
const LONG_POLL_SECONDS = 1;
const SHORT_POLL_INTERVAL_MS = 50;
/** Lambda takes 6 MB of payload; a record adds about 1 KB around its body. */
const MOST_PAYLOAD_BYTES = 6 * 1024 * 1024;
const RECORD_OVERHEAD_BYTES = 1024;

export interface BatchSettings {
  readonly queueUrl: string;
  readonly batchSize: number;
  /** From the first message on; 0 hands over what one poll gives. */
  readonly windowSeconds: number;
}

/** Gathers batches as Lambda's poller does: until full by number or by size, or until the window ends. */
export function createBatchCollector(client: SQSClient, settings: BatchSettings, isStopped: () => boolean) {
  /** Received, but past the limits of the batch before. */
  let left: Message[] = [];

  const receive = async (waitSeconds: number, most: number): Promise<Message[]> => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: settings.queueUrl,
        MaxNumberOfMessages: Math.min(10, most),
        WaitTimeSeconds: waitSeconds,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    return Messages;
  };

  /** @returns the next batch; empty after a long poll that found nothing */
  return async function collect(): Promise<Message[]> {
    const batch: Message[] = [];
    let bytes = 0;
    const add = (messages: readonly Message[]) => {
      for (const message of messages) {
        const size = Buffer.byteLength(message.Body ?? '') + RECORD_OVERHEAD_BYTES;
        const fits =
          batch.length === 0 || (batch.length < settings.batchSize && bytes + size <= MOST_PAYLOAD_BYTES);
        if (fits && left.length === 0) {
          batch.push(message);
          bytes += size;
        } else {
          left.push(message);
        }
      }
    };
    const before = left;
    left = [];
    add(before);
    if (batch.length === 0) add(await receive(LONG_POLL_SECONDS, settings.batchSize));
    if (batch.length === 0) return batch;

    const windowEnd = Date.now() + settings.windowSeconds * 1000;
    let expected = batch.length;
    const fill = async () => {
      while (expected < settings.batchSize && left.length === 0 && Date.now() < windowEnd && !isStopped()) {
        const most = Math.min(10, settings.batchSize - expected);
        // Counted before it arrives, so that the receivers together never take more than the batch holds.
        expected += most;
        const messages = await receive(0, most);
        expected -= most - messages.length;
        add(messages);
        if (messages.length === 0) await setTimeout(SHORT_POLL_INTERVAL_MS);
      }
    };
    await Promise.all(Array.from({ length: RECEIVERS }, fill));
    return batch;
  };
}
