import { DatabaseError } from 'pg';
import { z } from 'zod';
import type { Database, Transaction } from '../runtime/database.ts';
import { byteaArray, textArray, uuidArray } from './array-parameter.ts';
import conflictsQuery from './conflicts.sql';
import type { Execution } from './parse-message.ts';
import type { Chunk } from './prepare-chunk.ts';
import { CONFLICT, reject, type Rejection } from './rejection.ts';
import rejectStatement from './reject.sql';
import storeStatement from './store.sql';

export interface ChunkResult {
  readonly stored: number;
  /** Messages whose execution was stored before, or earlier in the chunk. */
  readonly duplicates: number;
  readonly rejected: number;
  /** Of the stored: those without an actual or baseline cost. */
  readonly unpriced: number;
  /** Flags raised on the stored. */
  readonly flagged: number;
}

const storedSchema = z.tuple([
  z.object({
    stored: z.coerce.number(),
    unpriced: z.coerce.number(),
    flagged: z.coerce.number(),
    /** Positions of the executions whose id was taken before. */
    known: z.array(z.number()),
  }),
]);
const conflictsSchema = z.array(z.object({ row_number: z.number() }));

/** Stores a chunk's executions and rejections in one transaction: all of it, or it throws and nothing is stored. */
export async function storeChunk(chunk: Chunk, database: Database): Promise<ChunkResult> {
  try {
    return await database.transaction((transaction) => store(chunk, transaction));
  } catch (error) {
    if (!isMissingPartition(error)) throw error;
    // Partitions are made weeks ahead by a job; should it have been down for that long, ingest goes on without it.
    await createPartitions(chunk.executions, database);
    return await database.transaction((transaction) => store(chunk, transaction));
  }
}

async function store(chunk: Chunk, transaction: Transaction): Promise<ChunkResult> {
  const { rows } = await transaction.query(storeStatement, chunk.parameters);
  const [{ known, ...counts }] = storedSchema.parse(rows);
  const taken = [...pick(chunk.executions, known), ...chunk.later];
  const conflicting = await findConflicts(transaction, taken);
  const rejections = [...chunk.rejections, ...conflicting.map((execution) => reject(execution, CONFLICT))];
  await storeRejections(transaction, rejections);
  return { ...counts, duplicates: taken.length - conflicting.length, rejected: rejections.length };
}

/** Those of the executions, all of whose ids are taken, that have other content than the one that took it. */
async function findConflicts(transaction: Transaction, taken: readonly Execution[]): Promise<Execution[]> {
  if (taken.length === 0) return [];
  const { rows } = await transaction.query(conflictsQuery, [
    uuidArray(taken.map(({ data }) => data.organization_id)),
    uuidArray(taken.map(({ id }) => id)),
    byteaArray(taken.map(({ contentHash }) => contentHash)),
  ]);
  const positions = conflictsSchema.parse(rows).map((row) => row.row_number);
  return pick(taken, positions);
}

/** The items at these positions, counted from 1 as SQL does. */
function pick<T>(items: readonly T[], positions: readonly number[]): T[] {
  return positions.flatMap((position) => items.slice(position - 1, position));
}

async function storeRejections(transaction: Transaction, rejections: readonly Rejection[]): Promise<void> {
  if (rejections.length === 0) return;
  await transaction.query(rejectStatement, [
    textArray(rejections.map(({ messageId }) => messageId)),
    uuidArray(rejections.map(({ organizationId }) => organizationId)),
    textArray(rejections.map(({ executionId }) => executionId)),
    textArray(rejections.map(({ reason }) => reason)),
    textArray(rejections.map(({ path }) => path)),
    textArray(rejections.map(({ detail }) => detail)),
    textArray(rejections.map(({ body }) => body)),
  ]);
}

const CHECK_VIOLATION = '23514';

function isMissingPartition(error: unknown): boolean {
  return (
    error instanceof DatabaseError &&
    error.code === CHECK_VIOLATION &&
    error.message.startsWith('no partition of relation')
  );
}

async function createPartitions(executions: readonly Execution[], database: Database): Promise<void> {
  const starts = executions
    .map(({ data }) => Date.parse(data.start_time))
    .sort((left, right) => left - right);
  const [from, to] = [starts.at(0), starts.at(-1)];
  if (from === undefined || to === undefined) return;
  const range = [new Date(from).toISOString(), new Date(to).toISOString()];
  await database.transaction(({ query }) => query('select ensure_partitions($1, $2)', range));
}
