import { erasePerson } from './erase-person.ts';
import type { EraseOptions } from './options.ts';
import {
  finish,
  keptOutside,
  oldest,
  peopleOf,
  rowsErased,
  tombstonesOf,
  unfinished,
  type UnfinishedRow,
} from './erasure.statement.ts';

/** Twice as long as an export may take that saw the rows before they were erased. */
const SETTLE_SECONDS = 60;

export interface EraseResult {
  readonly executions: number;
  readonly files: number;
  readonly finished: number;
  /** Seconds since the oldest one that is not finished was asked for. */
  readonly oldest: number;
}

/**
 * Does what is left of erasures, in small transactions. Killed at any point, the next run goes on with what is left: each
 * step is seen to be done by what it has done.
 */
export async function erase(options: EraseOptions): Promise<EraseResult> {
  const { database, timeIsUp, settleSeconds = SETTLE_SECONDS } = options;
  const sum = { executions: 0, files: 0, finished: 0 };
  const left = await database.transaction((transaction) => unfinished.run(transaction, { settleSeconds }));
  for (const erasure of left) {
    if (timeIsUp()) break;
    // Before anything is erased: what a restore would bring back has to be known outside.
    if (!erasure.is_kept_outside) await keepOutside(erasure, options);
    if (!erasure.has_no_rows) sum.executions += await eraseRows(erasure, options);
    if (!erasure.is_settled) continue;
    sum.files += await options.buckets.deleteFiles(erasure.organization_id);
    await database.transaction((transaction) => finish.run(transaction, { erasureId: erasure.id }));
    sum.finished += 1;
  }
  const { seconds } = await database.transaction((transaction) => oldest.one(transaction));
  return { ...sum, oldest: seconds };
}

async function keepOutside(
  { id, organization_id: organizationId }: UnfinishedRow,
  { database, buckets }: EraseOptions,
): Promise<void> {
  const [erasedUsers, people] = await database.transaction(async (transaction) => [
    await tombstonesOf.run(transaction, { organizationId, erasureId: id }),
    await peopleOf.run(transaction, { erasureId: id }),
  ]);
  await buckets.keep({
    id,
    organization_id: organizationId,
    erased_users: [...erasedUsers],
    people: [...people],
  });
  await database.transaction((transaction) => keptOutside.run(transaction, { erasureId: id }));
}

/** @returns how many executions were erased */
async function eraseRows(erasure: UnfinishedRow, options: EraseOptions): Promise<number> {
  const { database } = options;
  const erasureId = erasure.id;
  let sum = 0;
  const people = await database.transaction((transaction) => peopleOf.run(transaction, { erasureId }));
  for (const { user_id: userId, surrogate } of people) {
    const person = { erasureId, organizationId: erasure.organization_id, userId, surrogate };
    const { executions, isForgotten } = await erasePerson(person, options);
    sum += executions;
    // The time is up, or the rest is locked: the next run goes on.
    if (!isForgotten) return sum;
  }
  await database.transaction((transaction) => rowsErased.run(transaction, { erasureId }));
  return sum;
}
