import { afterEach, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { eventually } from '../support/eventually.ts';
import { limit } from '../support/limits.ts';

const leashModule = path.join(import.meta.dirname, '../../local/leash.ts');
let holder: ChildProcess | undefined;
afterEach(() => {
  holder?.kill('SIGKILL');
});

/** A process that holds another on a leash. @returns the other's pid */
async function hold(then: string): Promise<number> {
  const program = `
    import { spawn } from 'node:child_process';
    import { leash } from ${JSON.stringify(leashModule)};
    const held = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
    const unleash = leash(held.pid, { first: 'SIGTERM', last: 'SIGKILL' });
    console.log(held.pid);
    held.unref();
    ${then}`;
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program];
  holder = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  if (!holder.stdout) throw new Error('no output');
  const [pid] = await once(holder.stdout, 'data');
  return Number(String(pid));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const ended = (pid: number) => eventually(() => !isAlive(pid) || undefined);

test('who is killed takes along what it holds', async () => {
  const held = await hold('setInterval(() => {}, 1000);');
  expect(isAlive(held)).toBe(true);
  holder?.kill('SIGKILL');
  await ended(held);
});

test('so does who ends by itself, which a leash does not keep from it', async () => {
  await ended(await hold(''));
});

test('without its leash a process stays', async () => {
  const held = await hold('unleash(); process.exit();');
  await once(holder ?? process, 'close');
  await new Promise((resolve) => setTimeout(resolve, limit(0.5)));
  expect(isAlive(held)).toBe(true);
  process.kill(held, 'SIGKILL');
});
