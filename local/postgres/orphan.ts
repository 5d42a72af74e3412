import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

const POLL_MS = 50;
const PATIENCE_MS = 15_000;

/**
 * Waits until the PostgreSQL of a killed `npm start` has ended: its leash has just asked it to, if there was one. Only
 * to be called by who holds the data directory's lock: then no other Payback can be the server's owner.
 */
export async function stopOrphan(cluster: string): Promise<void> {
  const pid = await postmasterPid(cluster);
  if (pid === undefined || !(await isServerOf(pid, cluster))) return;
  signal(pid, 'SIGINT');
  for (const end = Date.now() + PATIENCE_MS; isAlive(pid) && Date.now() < end;) await setTimeout(POLL_MS);
  if (isAlive(pid)) signal(pid, 'SIGQUIT');
  while (isAlive(pid)) await setTimeout(POLL_MS);
}

async function postmasterPid(cluster: string): Promise<number | undefined> {
  try {
    const [line = ''] = (await readFile(path.join(cluster, 'postmaster.pid'), 'utf8')).split('\n');
    return Number(line) || undefined;
  } catch {
    return undefined;
  }
}

/** The pid may by now be another program's: only a server that was started on this directory is stopped. */
async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(async () => {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)]);
    return stdout;
  });
  return commandLine.includes('postgres') && commandLine.includes(cluster);
}

const isAlive = (pid: number) => signal(pid, 0);

/** @returns false when there is no such process */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
