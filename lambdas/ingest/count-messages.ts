import type { Transaction } from '../../shared/database/database.ts';
import { counts } from './counts.statement.ts';
import type { Execution } from './parse-message.ts';
import type { Chunk } from './prepare-chunk.ts';

interface Outcome {
  readonly organizationId: string | null;
  readonly source: string;
  received: number;
  stored: number;
  repeated: number;
  rejected: number;
}

interface Settled {
  readonly stored: readonly Execution[];
  /** Ids of messages. */
  readonly rejected: ReadonlySet<string>;
}

/** The outcome of a chunk's messages, by organization and source. What is neither stored nor newly rejected is repeated. */
export function outcomesOf(chunk: Chunk, { stored, rejected }: Settled): Outcome[] {
  const executions = [
    ...chunk.executions,
    ...chunk.later,
    ...chunk.unwelcome.map(({ execution }) => execution),
  ];
  const messages = [
    ...executions.map(({ messageId, source, data }) => ({
      messageId,
      source,
      organizationId: data.organization_id,
    })),
    ...chunk.rejections,
  ];
  const storedIds = new Set(stored.map(({ messageId }) => messageId));
  const rejectedIds = new Set(rejected);
  const outcomes = new Map<string, Outcome>();
  for (const { messageId, organizationId, source } of messages) {
    const key = `${organizationId} ${source}`;
    const outcome = outcomes.get(key) ?? {
      organizationId,
      source,
      received: 0,
      stored: 0,
      repeated: 0,
      rejected: 0,
    };
    outcomes.set(key, outcome);
    outcome.received += 1;
    // A message that SQS delivers twice in one batch is new once.
    outcome[
      storedIds.delete(messageId) ? 'stored' : rejectedIds.delete(messageId) ? 'rejected' : 'repeated'
    ] += 1;
  }
  return [...outcomes.values()];
}

/** @param receivedAt epoch milliseconds; its reporting day is counted on */
export async function countMessages(
  transaction: Transaction,
  outcomes: readonly Outcome[],
  receivedAt: number,
): Promise<void> {
  if (outcomes.length === 0) return;
  await counts.run(transaction, {
    receivedAt: new Date(receivedAt).toISOString(),
    organizationIds: outcomes.map(({ organizationId }) => organizationId),
    sources: outcomes.map(({ source }) => source),
    received: outcomes.map(({ received }) => received),
    stored: outcomes.map(({ stored }) => stored),
    repeated: outcomes.map(({ repeated }) => repeated),
    rejected: outcomes.map(({ rejected }) => rejected),
  });
}
