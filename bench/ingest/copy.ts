import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from, to } from 'pg-copy-streams';
import * as z from 'zod';
import { sqlFile } from '../support/sql-file.ts';

const columnsSchema = z.tuple([z.object({ columns: z.string() })]);

/** `COPY` of finished executions, the fastest way that PostgreSQL has to get rows into a table. */
export interface Copy {
  /** The rows of these executions as ingest has stored them, in COPY's text format. */
  read(executionIds: readonly string[]): Promise<Buffer>;
  /** Writes such rows in one transaction. */
  write(rows: Buffer): Promise<void>;
}

/** @param admin a superuser: COPY does not write to tables with row-level security, so the baseline is without it */
export async function createCopy(admin: pg.Client): Promise<Copy> {
  const { rows } = await admin.query(sqlFile('./copy-columns.sql', import.meta.url));
  const [{ columns }] = columnsSchema.parse(rows);
  return {
    read(executionIds) {
      const wanted = `select ${columns} from task_executions where id = any ('{${executionIds.join()}}')`;
      return buffer(admin.query(to(`copy (${wanted}) to stdout`)));
    },
    async write(finishedRows) {
      await admin.query('begin');
      const stream = admin.query(from(`copy task_executions (${columns}) from stdin`));
      stream.end(finishedRows);
      await finished(stream);
      await admin.query('commit');
    },
  };
}
