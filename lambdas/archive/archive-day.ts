import { randomUUID } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  archivedTables,
  fileKey,
  tableNames,
  type ArchivedTable,
} from '../../shared/archive/columns-contract.ts';
import type { Database } from '../../shared/database/database.ts';
import { snapshotOf } from '../../shared/database/snapshot.ts';
import type { ArchiveBucket } from './bucket.ts';
import { claimDay, dayState, measures, recordDay, releaseDay, type DueDaysRow } from './days.statement.ts';
import { readRows } from './read-rows.ts';
import { defineTables, type Files } from './tables.ts';
import { unequalMeasures } from './verify.ts';
import { writeParquet } from '../../shared/duckdb/write-parquet.ts';

export interface ArchiveOptions {
  readonly database: Database;
  readonly bucket: ArchiveBucket;
  /** Where files are made; what is in it is deleted. */
  readonly directory: string;
}

export type Outcome =
  | { readonly archived: true; readonly executions: number; readonly bytes: number }
  /** What is in the files and in the rollups, the first difference of them; nothing is recorded. */
  | { readonly archived: false; readonly difference: string };

/**
 * Puts a day of an organization into files, all as of one moment: written, sent, read back, and compared with the rollups of that
 * moment. Recorded where every count and every sum is equal.
 * @returns undefined where another run is at it
 * @throws DoesNotFit of a value that its column cannot have
 */
export async function archiveDay(due: DueDaysRow, options: ArchiveOptions): Promise<Outcome | undefined> {
  const { organization_id: organizationId, day } = due;
  const claimed = { organizationId, day, run: randomUUID() };
  const isMine = await options.database.transaction((transaction) => claimDay.run(transaction, claimed));
  if (isMine.length === 0) return undefined;
  let isRecorded = false;
  try {
    const outcome = await writeDay(due, claimed.run, options);
    isRecorded = outcome.archived;
    return outcome;
  } finally {
    if (!isRecorded) {
      await options.database.transaction((transaction) => releaseDay.run(transaction, claimed));
    }
  }
}

async function writeDay(due: DueDaysRow, run: string, options: ArchiveOptions): Promise<Outcome> {
  const { database, bucket, directory } = options;
  const { organization_id: organizationId, time_zone: timeZone, day, week } = due;
  const keys = tableNames.map((table) => [table, fileKey(table, organizationId, week, day)] as const);
  const written = path.join(directory, 'written');
  const readBack = path.join(directory, 'read-back');
  const lines = (table: ArchivedTable) => path.join(written, `${table}.ndjson.gz`);
  await mkdir(written, { recursive: true });
  try {
    const read = await snapshotOf(database).transaction(async (transaction) => {
      const { starts, ends, ...state } = await dayState.one(transaction, { organizationId, day, timeZone });
      const span = { organizationId, timeZone, starts, ends };
      const executions = await readRows(transaction, 'task_executions', span, lines('task_executions'));
      await readRows(transaction, 'routing_decisions', span, lines('routing_decisions'));
      await readRows(transaction, 'execution_flags', span, lines('execution_flags'));
      const expected = await measures.run(transaction, { organizationId, day });
      return { ...state, executions, expected: expected.map((row) => row.measures) };
    });
    // Loaded where there is something to do: a library of 70 MB.
    const { openDuckDb } = await import('../../shared/duckdb/duckdb.ts');
    const duckDb = await openDuckDb(directory);
    try {
      let bytes = 0;
      for (const [table, key] of keys) {
        const file = path.join(written, `${table}.parquet`);
        await writeParquet(duckDb, {
          what: table,
          columns: archivedTables[table],
          lines: lines(table),
          file,
        });
        bytes += (await stat(file)).size;
        await bucket.put(key, file);
        await bucket.get(key, path.join(readBack, key));
      }
      await defineTables(duckDb, filesIn(readBack, keys));
      const difference = await unequalMeasures(duckDb, read);
      if (difference !== undefined) return { archived: false, difference };
      await database.transaction((transaction) =>
        recordDay.run(transaction, {
          organizationId,
          day,
          run,
          executions: read.executions,
          bytes,
          rollupsHash: read.rollups_hash,
          executionsState: read.executions_state,
        }),
      );
      return { archived: true, executions: read.executions, bytes };
    } finally {
      duckDb.close();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const filesIn = (root: string, keys: readonly (readonly [ArchivedTable, string])[]): Files => {
  const of = (wanted: ArchivedTable) =>
    keys.filter(([table]) => table === wanted).map(([, key]) => path.join(root, key));
  return {
    task_executions: of('task_executions'),
    routing_decisions: of('routing_decisions'),
    execution_flags: of('execution_flags'),
  };
};
