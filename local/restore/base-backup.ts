import { chown, copyFile, lstat, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import * as z from 'zod';
import { codeOf } from '../thrown.ts';

export interface BackedUp {
  /** Connection URL of a superuser. */
  readonly url: string;
  readonly dataDirectory: string;
}

export interface BaseBackup {
  readonly files: number;
  readonly bytes: number;
}

const started = z.tuple([z.object({ segment: z.string() })]);
const stopped = z.tuple([z.object({ label: z.string(), segment: z.string() })]);

/** Of the data directory; their directories are copied empty. What is in them belongs to the running server alone. */
const LEFT_OUT = [
  /^pg_wal\/./,
  /^pg_(?:dynshmem|notify|replslot|serial|snapshots|stat_tmp|subtrans)\/./,
  /^postmaster\./,
  /(?:^|\/)pgsql_tmp/,
  /(?:^|\/)pg_internal\.init$/,
];

/**
 * Copies a cluster while it is used, so that a server started on the copy has every transaction that was committed before
 * this began, and no half of any. It is what Aurora's snapshots stand for, rehearsed with PostgreSQL's own means: files
 * between `pg_backup_start` and `pg_backup_stop`, and the log of what was changed meanwhile.
 * @param target a directory that does not exist yet
 * @throws Error when a file cannot be copied; then the target is no cluster
 */
export async function takeBaseBackup({ url, dataDirectory }: BackedUp, target: string): Promise<BaseBackup> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    // As long as the session lasts, nothing of the log is recycled that the copy needs.
    await client.query(
      `select pg_create_physical_replication_slot('payback_base_backup_' || pg_backend_pid(), true, true)`,
    );
    const { rows: before } = await client.query(
      `select pg_walfile_name(pg_backup_start('payback', fast => true)) as segment`,
    );
    const copied = await copyTree(dataDirectory, target, (name) => !LEFT_OUT.some((left) => left.test(name)));
    const { rows: after } = await client.query(
      `select labelfile as label, pg_walfile_name(lsn) as segment from pg_backup_stop(wait_for_archive => false)`,
    );
    const [{ segment: first }] = started.parse(before);
    const [{ label, segment: last }] = stopped.parse(after);
    const log = await copyTree(
      path.join(dataDirectory, 'pg_wal'),
      path.join(target, 'pg_wal'),
      // Names of segments sort as their contents do.
      (name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last,
    );
    await writeFile(path.join(target, 'backup_label'), label, { mode: 0o600 });
    await giveTo(dataDirectory, path.join(target, 'backup_label'));
    return { files: copied.files + log.files, bytes: copied.bytes + log.bytes };
  } finally {
    await client.end();
  }
}

/** A start changes a copy: what is to be kept is copied once more. @param target a directory that does not exist yet */
export const copyBackup = (backup: string, target: string): Promise<BaseBackup> =>
  copyTree(backup, target, () => true);

async function copyTree(from: string, to: string, wanted: (name: string) => boolean): Promise<BaseBackup> {
  const sum = { files: 0, bytes: 0 };
  await mkdir(to, { recursive: true, mode: 0o700 });
  await giveTo(from, to);
  for (const name of (await readdir(from, { recursive: true })).sort()) {
    if (!wanted(name.replaceAll(path.sep, '/'))) continue;
    const source = path.join(from, name);
    try {
      if ((await lstat(source)).isDirectory()) {
        await mkdir(path.join(to, name), { recursive: true, mode: 0o700 });
      } else {
        await copyFile(source, path.join(to, name));
        sum.files += 1;
        sum.bytes += (await stat(path.join(to, name))).size;
      }
      await giveTo(source, path.join(to, name));
    } catch (error) {
      // Something that was dropped or renamed while files are copied: the log says so as well.
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
  return sum;
}

/** A server runs only on files of its own user, which is another one where this process is root. */
async function giveTo(like: string, file: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(like);
  await chown(file, uid, gid);
}
