import { DatabaseError } from 'pg';
import { failureOf, isPassing } from '../../shared/database/failure.ts';
import type { Message } from './parse-message.ts';
import { prepareChunk, type Chunk, type PrepareOptions } from './prepare-chunk.ts';
import { storeChunk, type ChunkResult, type StoreOptions } from './store-chunk.ts';

/**
 * Messages per transaction: while PostgreSQL stores a chunk, the next one is prepared. Each chunk costs 8 ms whatever
 * its size, so half of what fits into an event: Lambda's 6 MB are about 2,800 messages.
 */
const CHUNK = 1_400;
const CONCURRENT_CHUNKS = 2;
/** Connections of the pool: one for each chunk being stored, and one to look up the organizations and senders of the next. */
export const CONNECTIONS = CONCURRENT_CHUNKS + 1;

export interface IngestOptions extends PrepareOptions, StoreOptions {
  readonly onFailure: (error: unknown, messages: number) => void;
}

/** Every message is in exactly one of stored, duplicates, rejected and failed. */
export interface IngestResult extends ChunkResult {
  /** Messages to be delivered again: their transaction did not commit. */
  readonly failed: readonly string[];
}

/**
 * Takes a batch of messages through parsing, validation, pricing and storing. Never throws for a message's sake. What the signal
 * finds not yet stored, or not begun, is given back.
 */
export async function ingest(messages: readonly Message[], options: IngestOptions): Promise<IngestResult> {
  const stored: Promise<IngestResult>[] = [];
  for (const slice of slices(messages)) {
    const chunk = prepareChunk(slice, options);
    await Promise.allSettled([unlessAborted(chunk, options.signal), stored.at(-CONCURRENT_CHUNKS)]);
    stored.push(store(slice, chunk, options));
  }
  return total(await Promise.all(stored));
}

/**
 * What comes for the first time is stored in chunks of full size. What has come before may have been together with a message that
 * no transaction, or no invocation, survives: one message first and then twice as many each time, from either end of their order in
 * turn, so that each delivery leaves at most half of what is on that side of it. Of a full chunk 22 deliveries leave it alone.
 * After an outage that costs eleven small chunks.
 */
function* slices(messages: readonly Message[]): Generator<readonly Message[]> {
  const fresh = messages.filter((message) => receives(message) === 1);
  for (let start = 0; start < fresh.length; start += CHUNK) yield fresh.slice(start, start + CHUNK);
  const repeated = messages
    .filter((message) => receives(message) > 1)
    .sort((left, right) => (left.messageId < right.messageId ? -1 : 1));
  if (Math.max(...repeated.map(receives)) % 2 === 1) repeated.reverse();
  for (let start = 0, size = 1; start < repeated.length; start += size, size = Math.min(2 * size, CHUNK)) {
    yield repeated.slice(start, start + size);
  }
}

const receives = ({ attributes }: Message): number => Number(attributes.ApproximateReceiveCount ?? 1);

/**
 * Stores a chunk. What has passed by the next try, such as a deadlock or a lost connection, costs its messages no delivery. When
 * PostgreSQL refuses its data, which validation should have prevented, or takes too long for it, halves are tried until only
 * the message at fault fails: it must not hold back the others.
 */
async function store(
  messages: readonly Message[],
  chunk: Promise<Chunk>,
  options: IngestOptions,
  isRetry = false,
): Promise<IngestResult> {
  const { signal } = options;
  const again = (part: readonly Message[], isAgain: boolean) =>
    store(part, prepareChunk(part, options), options, isAgain);
  try {
    const prepared = await unlessAborted(chunk, signal);
    return { ...(await storeChunk(prepared, options)), failed: [] };
  } catch (error) {
    if (!signal?.aborted) {
      if (isPassing(error) && !isRetry) return again(messages, true);
      if (isOfMessages(error) && messages.length > 1) {
        const middle = Math.ceil(messages.length / 2);
        const results: IngestResult[] = [];
        for (const half of [messages.slice(0, middle), messages.slice(middle)]) {
          results.push(await again(half, isRetry));
        }
        return total(results);
      }
    }
    options.onFailure(error, messages.length);
    return { ...NOTHING, failed: messages.map(({ messageId }) => messageId) };
  }
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity constraint violation), and what takes too long. */
function isOfMessages(error: unknown): boolean {
  const isRefusedData = error instanceof DatabaseError && /^2[23]/.test(error.code ?? '');
  return isRefusedData || failureOf(error) === 'time';
}

/** @throws the signal's reason as soon as it aborts, whatever becomes of the promise */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(asError(signal.reason));
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort);
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

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
