import { createHash, randomUUID } from 'node:crypto';
import type { SQSRecord } from 'aws-lambda';
import { arn } from '../../local/cloudformation/aws-names.ts';
import { toRecord } from '../../local/sqs/sqs-event.ts';
import type { Organization } from '../support/population.ts';
import type { Random } from '../support/random.ts';
import { executionMessage } from './messages.ts';

/** The event source mapping's batch size, and Lambda's limit of a payload, which real messages reach first. */
const MOST_MESSAGES = 10_000;
const MOST_BYTES = 6 * 1024 * 1024;
const QUEUE = arn('sqs', 'payback-bench-executions');

export interface Batch {
  readonly event: { readonly Records: readonly SQSRecord[] };
  readonly executionIds: readonly string[];
}

/** One SQS event, as full as Lambda's limits allow unless `most` messages are enough. */
export function createBatch(
  random: Random,
  organizations: readonly Organization[],
  most = MOST_MESSAGES,
): Batch {
  const records: SQSRecord[] = [];
  const executionIds: string[] = [];
  // Executions of the last minute, in order.
  const start = Date.now() - 60_000;
  for (let bytes = 0; records.length < most;) {
    const { id, body } = executionMessage(random, organizations, new Date(start + records.length * 5));
    const record = asReceived(random, body);
    bytes += Buffer.byteLength(JSON.stringify(record)) + 1;
    if (bytes > MOST_BYTES) break;
    records.push(record);
    executionIds.push(id);
  }
  return { event: { Records: records }, executionIds };
}

function asReceived(random: Random, body: string): SQSRecord {
  const sent = String(Date.now());
  const message = {
    MessageId: randomUUID(),
    ReceiptHandle: random.hex(380),
    Body: body,
    MD5OfBody: createHash('md5').update(body).digest('hex'),
    Attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: sent,
      SenderId: 'AROAEXAMPLEEXAMPLE:routing-service',
      ApproximateFirstReceiveTimestamp: sent,
    },
  };
  return toRecord(message, QUEUE);
}
