import { DatabaseError } from 'pg';
import type { Database } from '../../shared/database/database.ts';
import type { Message } from './parse-message.ts';
import { prepareChunk, type Chunk, type PrepareOptions } from './prepare-chunk.ts';
import { storeChunk, type ChunkResult } from './store-chunk.ts';

/**
 * Messages per transaction: while PostgreSQL stores a chunk, the next one is prepared. Each chunk costs 8 ms whatever
 * its size, so half of what fits into an event: Lambda's 6 MB are about 2,800 messages.
 */
const CHUNK = 1_400;
const CONCURRENT_CHUNKS = 2;
/** Connections of the pool: one for each chunk being stored, and one to look up the organizations and senders of the next. */
export const CONNECTIONS = CONCURRENT_CHUNKS + 1;

export interface IngestOptions extends PrepareOptions {
  readonly database: Database;
  readonly onFailure: (error: unknown, messages: number) => void;
}

/** Every message is in exactly one of stored, duplicates, rejected and failed. */
export interface IngestResult extends ChunkResult {
  /** Messages to be delivered again: their transaction did not commit. */
  readonly failed: readonly string[];
}

/** Takes a batch of messages through parsing, validation, pricing and storing. Never throws for a message's sake. */
export async function ingest(messages: readonly Message[], options: IngestOptions): Promise<IngestResult> {
  const stored: Promise<IngestResult>[] = [];
  for (let start = 0; start < messages.length; start += CHUNK) {
    const slice = messages.slice(start, start + CHUNK);
    const chunk = prepareChunk(slice, options);
    await Promise.allSettled([chunk, stored.at(-CONCURRENT_CHUNKS)]);
    stored.push(storeOrSplit(slice, chunk, options));
  }
  return total(await Promise.all(stored));
}

/**
 * Stores a chunk. When PostgreSQL refuses its data, which validation should have prevented, halves are tried until
 * only the message at fault fails: it must not hold back the others.
 */
async function storeOrSplit(
  messages: readonly Message[],
  chunk: Promise<Chunk>,
  options: IngestOptions,
): Promise<IngestResult> {
  try {
    return { ...(await storeChunk(await chunk, options.database, options.now)), failed: [] };
  } catch (error) {
    if (isRefusedData(error) && messages.length > 1) {
      const middle = Math.ceil(messages.length / 2);
      const halves = [messages.slice(0, middle), messages.slice(middle)];
      const results: IngestResult[] = [];
      for (const half of halves) results.push(await storeOrSplit(half, prepareChunk(half, options), options));
      return total(results);
    }
    options.onFailure(error, messages.length);
    return { ...NOTHING, failed: messages.map(({ messageId }) => messageId) };
  }
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity constraint violation). */
function isRefusedData(error: unknown): boolean {
  return error instanceof DatabaseError && /^2[23]/.test(error.code ?? '');
}

const NOTHING: IngestResult = {
  stored: 0,
  duplicates: 0,
  rejected: 0,
  unpriced: 0,
  flagged: 0,
  compared: 0,
  negativeSavings: 0,
  failed: [],
};

function total(results: readonly IngestResult[]): IngestResult {
  return results.reduce(
    (sum, result) => ({
      stored: sum.stored + result.stored,
      duplicates: sum.duplicates + result.duplicates,
      rejected: sum.rejected + result.rejected,
      unpriced: sum.unpriced + result.unpriced,
      flagged: sum.flagged + result.flagged,
      compared: sum.compared + result.compared,
      negativeSavings: sum.negativeSavings + result.negativeSavings,
      failed: [...sum.failed, ...result.failed],
    }),
    NOTHING,
  );
}
