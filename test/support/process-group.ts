import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { leash } from '../../local/leash.ts';

/** Marks every process of this run, whoever starts it. */
const MARK = 'PAYBACK_TEST_RUN';
const POLL_MS = 100;

export interface ProcessGroups {
  /** Runs a command, with its output here. @returns whether it succeeded */
  run(command: readonly string[], environment?: Readonly<Record<string, string>>): Promise<boolean>;
  /** Asks what is still running to end. @returns what was still there when time was over, and has been killed */
  end(milliseconds: number): Promise<string[]>;
}

/** Commands in process groups of their own, which end with this process at the latest, even where it is killed. */
export function createProcessGroups(cwd: string): ProcessGroups {
  const mark = String(process.pid);
  const groups = new Set<number>();
  return {
    run([file = '', ...args], environment = {}) {
      const env = { ...process.env, ...environment, [MARK]: mark };
      const child = spawn(file, args, { cwd, env, stdio: 'inherit', detached: true });
      const group = child.pid ?? 0;
      const unleash =
        child.pid === undefined ? () => {} : leash(-group, { first: 'SIGTERM', last: 'SIGKILL' });
      groups.add(group);
      return new Promise((resolve, reject) => {
        child.once('error', reject).once('close', (code) => {
          groups.delete(group);
          unleash();
          resolve(code === 0);
        });
      });
    },
    async end(milliseconds) {
      for (const group of groups) signal(-group, 'SIGTERM');
      const over = performance.now() + milliseconds;
      let left = await marked(mark);
      while (left.length > 0 && performance.now() < over) {
        await setTimeout(POLL_MS);
        left = await marked(mark);
      }
      for (const { pid } of left) signal(pid, 'SIGKILL');
      return left.map(({ pid, command }) => `${pid} ${command}`);
    },
  };
}

/** The processes of a run, where the system shows them (Linux); none elsewhere. */
async function marked(mark: string): Promise<{ pid: number; command: string }[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      // One that ends meanwhile, or is another user's, is none of ours.
      const [environment, command] = await Promise.all(
        ['environ', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')),
      );
      const isOurs = environment?.split('\0').includes(`${MARK}=${mark}`) === true;
      return isOurs ? [{ pid: Number(pid), command: command?.replaceAll('\0', ' ') ?? '' }] : [];
    }),
  );
  return found.flat();
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended.
  }
}
