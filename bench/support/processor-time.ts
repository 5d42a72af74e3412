import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import * as z from 'zod';

/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/** Milliseconds of processor time that the processes of a server have taken so far, those that have ended included. Linux only. */
export async function processorTime(postmaster: number): Promise<number> {
  let ticks = 0;
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const fields = await statOf(name);
    if (fields === undefined) continue;
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15).map(Number);
    // The postmaster has the time of those of its children that have ended.
    if (Number(name) === postmaster) ticks += user + system + endedUser + endedSystem;
    else if (Number(fields[1]) === postmaster) ticks += user + system;
  }
  return ticks * TICK_MS;
}

/** The fields after the name, which may hold spaces: state, parent, … */
async function statOf(pid: string): Promise<string[] | undefined> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    // It has ended meanwhile.
    return undefined;
  }
}

const pidSchema = z.tuple([z.object({ pid: z.number() })]);

/** The process that all others of a server are children of. */
export async function postmasterOf(admin: pg.Client): Promise<number> {
  const { rows } = await admin.query(
    `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::integer as pid`,
  );
  return pidSchema.parse(rows)[0].pid;
}
