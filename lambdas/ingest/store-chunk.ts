import { DatabaseError } from 'pg';
import type { Database, Transaction } from '../../shared/database/database.ts';
import { holdPricingInputs } from '../../shared/database/locks.statement.ts';
import { firstContentHash } from './hashes/first-content-hash.ts';
import type { Execution } from './parse-message.ts';
import type { Chunk } from './prepare-chunk.ts';
import { countMessages, outcomesOf } from './count-messages.ts';
import { CONFLICT, type Rejection } from './rejection.ts';
import { reject as keepRejections } from './reject.statement.ts';
import { countSenders } from './senders/count-senders.ts';
import { release } from './release.statement.ts';
import { store as storeExecutions } from './store.statement.ts';
import { takenIds } from './taken-ids.statement.ts';

export interface ChunkResult {
  readonly stored: number;
  /** Messages that came before: their execution is stored with the same content, or they were rejected. */
  readonly duplicates: number;
  readonly rejected: number;
  /** Stored executions without an actual or baseline cost. */
  readonly unpriced: number;
  /** Flags raised on the stored. */
  readonly flagged: number;
  /** Stored executions that succeeded and have both costs known. */
  readonly compared: number;
  /** Compared executions that cost more than the baseline would have. */
  readonly negativeSavings: number;
}

export interface StoreOptions {
  readonly database: Database;
  readonly now: () => number;
  /** When it aborts, what is not committed is not stored. */
  readonly signal?: AbortSignal | undefined;
}

/** Stores a chunk's executions and rejections in one transaction: all of it, or it throws and nothing is stored. */
export async function storeChunk(
  chunk: Chunk,
  { database, now, signal }: StoreOptions,
): Promise<ChunkResult> {
  const work = (transaction: Transaction) => store(chunk, transaction, now());
  try {
    return await database.transaction(work, { signal });
  } catch (error) {
    if (!isMissingPartition(error)) throw error;
    // Partitions are made weeks ahead by a job; should it have been down for that long, ingest goes on without it.
    await createPartitions(chunk.executions, database);
    return await database.transaction(work, { signal });
  }
}

async function store(chunk: Chunk, transaction: Transaction, receivedAt: number): Promise<ChunkResult> {
  await holdPricingInputs.run(transaction);
  const { organizationIds, ids } = chunk.parameters;
  await release.run(transaction, { organizationIds, ids });
  const { known, unpriced, flagged, compared, ...counts } = await storeExecutions.one(
    transaction,
    chunk.parameters,
  );
  const knownExecutions = new Set(pick(chunk.executions, known));
  const repeated = [
    ...[...knownExecutions, ...chunk.later].map((execution) => ({ execution, refusal: CONFLICT })),
    ...chunk.unwelcome,
  ];
  const refused = await findRefused(transaction, repeated);
  const rejections = [
    ...chunk.rejections,
    ...refused.map(({ execution, refusal }) => execution.reject(refusal)),
  ];
  const outcome = {
    stored: chunk.executions.filter((execution) => !knownExecutions.has(execution)),
    rejected: await storeRejections(transaction, rejections),
  };
  await countMessages(transaction, outcomesOf(chunk, outcome), receivedAt);
  await countSenders(transaction, outcome.stored, receivedAt);
  return {
    stored: outcome.stored.length,
    unpriced,
    flagged,
    compared,
    negativeSavings: counts.negative_savings,
    duplicates: chunk.messages.length - outcome.stored.length - outcome.rejected.size,
    rejected: outcome.rejected.size,
  };
}

type Refused = Chunk['unwelcome'][number];

/** Without those that repeat what is stored: a message that was accepted once is never refused later. */
async function findRefused(
  transaction: Transaction,
  candidates: readonly Refused[],
): Promise<readonly Refused[]> {
  if (candidates.length === 0) return [];
  const executions = candidates.map(({ execution }) => execution);
  const taken = await takenIds.run(transaction, {
    organizationIds: executions.map(({ data }) => data.organization_id),
    ids: executions.map(({ id }) => id),
    contentHashes: executions.map(({ contentHash }) => contentHash),
    firstContentHashes: executions.map(({ data, user }) => firstContentHash(data, user)),
  });
  const same = new Set(taken.filter(({ conflicting }) => !conflicting).map((row) => row.row_number));
  return candidates.filter((_, index) => !same.has(index + 1));
}

/** The items at these positions, counted from 1 as SQL does. */
function pick<T>(items: readonly T[], positions: readonly number[]): T[] {
  return positions.flatMap((position) => items.slice(position - 1, position));
}

/** @returns the messages that were not kept before */
async function storeRejections(
  transaction: Transaction,
  rejections: readonly Rejection[],
): Promise<ReadonlySet<string>> {
  if (rejections.length === 0) return new Set();
  const kept = await keepRejections.run(transaction, {
    messageIds: rejections.map(({ messageId }) => messageId),
    organizationIds: rejections.map(({ organizationId }) => organizationId),
    executionIds: rejections.map(({ executionId }) => executionId),
    reasons: rejections.map(({ reason }) => reason),
    paths: rejections.map(({ path }) => path),
    details: rejections.map(({ detail }) => detail),
    sources: rejections.map(({ source }) => source),
    structures: rejections.map(({ structure }) => structure),
    bodyBytes: rejections.map(({ bodyBytes }) => bodyBytes),
    bodyHashes: rejections.map(({ bodyHash }) => bodyHash),
  });
  return new Set(kept.map((row) => row.message_id));
}

const CHECK_VIOLATION = '23514';

function isMissingPartition(error: unknown): boolean {
  return (
    error instanceof DatabaseError &&
    error.code === CHECK_VIOLATION &&
    error.message.startsWith('no partition of relation')
  );
}

/** Creates just the weeks that are needed, each in a transaction of its own: they may be years apart. */
async function createPartitions(executions: readonly Execution[], database: Database): Promise<void> {
  const mondays = new Set(executions.map(({ data }) => mondayBefore(Date.parse(data.start_time))));
  for (const monday of mondays) {
    const week = new Date(monday).toISOString();
    await database.transaction(({ query }) => query('select ensure_partitions($1, $1)', [week]));
  }
}

const DAY = 86_400_000;

/** Partitions begin on Mondays, UTC; the first one of the epoch was its fifth day. */
const mondayBefore = (instant: number): number =>
  Math.floor((instant - 4 * DAY) / (7 * DAY)) * 7 * DAY + 4 * DAY;
