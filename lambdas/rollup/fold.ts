import type { Database, Transaction } from '../../shared/database/database.ts';
import { tryLockFold } from '../../shared/database/locks.statement.ts';
import { fold as foldDeltas, removeEmptied } from './fold.statement.ts';

/** Deltas per transaction: bounds its memory and how long a killed fold has to be repeated. */
const DELTAS_AT_ONCE = 50_000;

export interface FoldResult {
  readonly folded: number;
  /** Whether pending deltas remain: the time was up, or another fold is at work. */
  readonly remaining: boolean;
  /** Whether it had the lock even once: without it, somebody else folds, or nobody does. */
  readonly held: boolean;
}

/** Folds pending deltas into the rollups, each round in one transaction, until none is left or `timeIsUp` says to stop. */
export async function fold(database: Database, timeIsUp: () => boolean): Promise<FoldResult> {
  let folded = 0;
  let held = false;
  for (;;) {
    const round = await database.transaction(foldOnce);
    if (round === undefined) return { folded, remaining: true, held };
    folded += round;
    held = true;
    if (round < DELTAS_AT_ONCE) return { folded, remaining: false, held };
    if (timeIsUp()) return { folded, remaining: true, held };
  }
}

/** Returns how many deltas were folded; undefined when another fold is at work. */
async function foldOnce(transaction: Transaction): Promise<number | undefined> {
  const { held } = await tryLockFold.one(transaction);
  if (!held) return undefined;
  const {
    folded,
    organization_ids: organizationIds,
    days,
  } = await foldDeltas.one(transaction, { most: DELTAS_AT_ONCE });
  if (days.length > 0) await removeEmptied.run(transaction, { organizationIds, days });
  return folded;
}
