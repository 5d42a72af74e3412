import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { REGION } from '../cloudformation/aws-names.ts';
import type { ExecutionMessage } from './execution.ts';

/** What one request to SQS takes. */
const BATCH = 10;
/** Requests at the same time: more than there are receivers, so that these find full batches. */
const SENDERS = 10;

export interface Sender {
  /**
   * Sends all messages. Repeating it after a failure is safe: a message that was sent before changes nothing.
   * @param onSent receives how many have been sent so far
   * @throws when one was not taken, or an AbortError
   */
  send(messages: readonly ExecutionMessage[], onSent?: (sent: number) => void): Promise<void>;
  close(): void;
}

export function createSender(sqsEndpoint: string, queueUrl: string, signal: AbortSignal): Sender {
  const client = new SQSClient({
    endpoint: sqsEndpoint,
    region: REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const sendBatch = async (messages: readonly ExecutionMessage[]) => {
    const Entries = messages.map((message, index) => ({
      Id: String(index),
      MessageBody: JSON.stringify(message),
    }));
    const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries });
    const { Failed: failed = [] } = await client.send(command, { abortSignal: signal });
    if (failed.length > 0) throw new Error(`${queueUrl} refused a message: ${failed[0]?.Message}`);
  };
  return {
    async send(messages, onSent) {
      let next = 0;
      let sent = 0;
      const sendRest = async () => {
        while (next < messages.length) {
          const batch = messages.slice(next, (next += BATCH));
          await sendBatch(batch);
          onSent?.((sent += batch.length));
        }
      };
      await Promise.all(Array.from({ length: SENDERS }, sendRest));
    },
    close: () => client.destroy(),
  };
}
