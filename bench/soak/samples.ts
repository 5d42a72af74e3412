import { readFile, readdir } from 'node:fs/promises';
import type pg from 'pg';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as z from 'zod';
import { sqlFile } from '../support/sql-file.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: unknown = runInNewContext('gc');
const stateSchema = z.tuple([
  z.object({
    postmaster: z.number(),
    connections: z.number(),
    pending: z.number(),
    dead: z.number(),
    live: z.number(),
  }),
]);

/** What must not grow, at one moment. */
export interface Sample {
  /** Seconds since the beginning. */
  readonly second: number;
  /** MB that functions hold, after the collector has run. */
  readonly heap: number;
  /** MB of the processes of PostgreSQL that are theirs alone. */
  readonly postgres: number;
  readonly connections: number;
  readonly pending: number;
  /** Rows that nobody sees any more, of a hundred. */
  readonly dead: number;
}

export async function takeSample(admin: pg.Client, second: number): Promise<Sample> {
  if (typeof collectGarbage !== 'function')
    throw new Error('This Node does not let its collector be called.');
  Reflect.apply(collectGarbage, undefined, []);
  const { heapUsed } = process.memoryUsage();
  const { rows } = await admin.query(sqlFile('./state.sql', import.meta.url));
  const [{ postmaster, connections, pending, dead, live }] = stateSchema.parse(rows);
  return {
    second,
    heap: heapUsed / 2 ** 20,
    postgres: (await ownMemory(postmaster)) / 2 ** 20,
    connections,
    pending,
    dead: (100 * dead) / Math.max(1, dead + live),
  };
}

/** Bytes of anonymous memory of the processes of a server: shared buffers are none of it. Linux only. */
async function ownMemory(postmaster: number): Promise<number> {
  let sum = 0;
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    // One that has ended meanwhile has none.
    const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '');
    const [, parent] = /^PPid:\s+(\d+)$/m.exec(status) ?? [];
    const [, kilobytes] = /^RssAnon:\s+(\d+) kB$/m.exec(status) ?? [];
    if (Number(parent) === postmaster) sum += 1024 * Number(kilobytes);
  }
  return sum;
}
