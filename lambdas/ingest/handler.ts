import { createLogger } from '../../shared/logging/logger.ts';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { connect } from '../../shared/database/database.ts';
import { publish } from '../../shared/metrics/publish.ts';
import { userHashes } from '../../shared/users/user-hashes.ts';
import { CONNECTIONS, ingest } from './ingest.ts';
import { knownOrganizations } from './known-organizations.ts';
import { ingestMetrics } from './metric-names.ts';
import { allowedSenders } from './senders/allowed-senders.ts';

/** Before the end of the invocation: with what is left undone then, all would come again. */
const TO_GIVE_BACK_MS = 2_000;

const logger = createLogger();
const database = connect({ statementTimeout: 20_000, connections: CONNECTIONS });
const organizationsOf = knownOrganizations(database, Date.now);
const allowed = allowedSenders(database, Date.now);
const hashesOf = userHashes();

/** Takes a batch of SQS messages; those to be delivered again are returned as partial batch failures. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  const result = await ingest(event.Records, {
    database,
    organizationsOf,
    allowedSenders: allowed,
    hashes: await hashesOf(),
    now: Date.now,
    signal: AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - TO_GIVE_BACK_MS)),
    onFailure: (error, messages) => logger.error('messages go back to the queue', { error, messages }),
  });
  const { failed, ...others } = result;
  const counts = { ...others, failed: failed.length };
  publish(ingestMetrics, counts);
  logger.info('batch ingested', { messages: event.Records.length, ...counts });
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}
