import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import path from 'node:path';
import { archive, type ArchiveResult } from '../../lambdas/archive/archive.ts';
import { archiveBucket } from '../../lambdas/archive/bucket.ts';
import { openDuckDb, type DuckDb } from '../../shared/duckdb/duckdb.ts';
import { defineTables } from '../../lambdas/archive/tables.ts';
import type { Database } from '../../shared/database/database.ts';
import { startTestBucket } from './s3.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export interface TestArchive {
  /** A run of the job, as of an instant. Whatever is refused is in `refused`. */
  run(database: Database, now: string | number, timeIsUp?: () => boolean): Promise<ArchiveResult>;
  readonly refused: string[];
  /** The names of all files, in their order. */
  keys(): Promise<string[]>;
  /** All that is in the bucket, with its views; the caller closes it. */
  open(): Promise<DuckDb>;
  stop(): Promise<void>;
}

/** A bucket in this process, and what the archive's function does with it. */
export async function startTestArchive(): Promise<TestArchive> {
  const store = await startTestBucket();
  const { client, name } = store;
  const bucket = archiveBucket(client, name);
  const directory = await temporaryDirectory();
  const refused: string[] = [];
  let opened = 0;
  const keys = async () => {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: name }));
    return Contents.flatMap(({ Key }) => Key ?? []).toSorted();
  };
  return {
    refused,
    keys,
    run: (database, now, timeIsUp = () => false) =>
      archive({
        database,
        bucket,
        directory: path.join(directory.path, 'run'),
        now: new Date(now).getTime(),
        timeIsUp,
        onRefused: ({ why }) => refused.push(why),
      }),
    async open() {
      const root = path.join(directory.path, String((opened += 1)));
      const all = await keys();
      for (const key of all) await bucket.get(key, path.join(root, key));
      const of = (table: string) =>
        all.filter((key) => key.startsWith(`${table}/`)).map((key) => path.join(root, key));
      const duckDb = await openDuckDb(root);
      await defineTables(duckDb, {
        task_executions: of('task_executions'),
        routing_decisions: of('routing_decisions'),
        execution_flags: of('execution_flags'),
      });
      return duckDb;
    },
    async stop() {
      await store.stop();
      await directory.remove();
    },
  };
}
