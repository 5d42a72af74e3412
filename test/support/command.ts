import { spawn } from 'node:child_process';
import path from 'node:path';
import { leash } from '../../local/leash.ts';
import { eventually } from './eventually.ts';
import { limit, slowness } from './limits.ts';

const COUNTING = new URL('coverage/command.ts', import.meta.url).href;
const root = path.join(import.meta.dirname, '../..');
/** A stop in order lets running functions finish for 5 seconds, several times over. */
const STOP_SECONDS = 30;

/** One of the commands in bin/, run as npm does. It ends with this process at the latest. */
export interface Command {
  /** Resolves with the exit code once it has ended and all its output is there. */
  readonly exit: Promise<number | null>;
  output(): string;
  /** Waits until the output matches. @throws with the output when it ends instead, or takes longer */
  shows(expected: RegExp, seconds: number): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Ends it in order or, when that takes too long, at once. */
  stop(): Promise<number | null>;
}

export const runCommand = (script: string, ...args: readonly string[]): Command => run(1, script, args);

/** The same; its functions may take `patience` times as long as this machine, as it is now, would need. */
export const runPatiently = (patience: number, script: string, ...args: readonly string[]): Command =>
  run(patience, script, args);

function run(patience: number, script: string, args: readonly string[]): Command {
  const flags = ['--disable-warning=ExperimentalWarning', `--import=${COUNTING}`];
  const child = spawn(process.execPath, [...flags, script, ...args], {
    cwd: root,
    env: { ...process.env, PAYBACK_PATIENCE: String(Math.ceil(2 * patience * slowness())) },
  });
  const unleash =
    child.pid === undefined ? () => undefined : leash(child.pid, { first: 'SIGTERM', last: 'SIGKILL' });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => {
      unleash();
      resolve(code);
    });
  });
  return {
    exit,
    output: () => output,
    async shows(expected, seconds) {
      const shown = eventually(() => {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(output);
        return expected.test(output) || undefined;
      }, seconds);
      await shown.catch((cause: unknown) => {
        throw new Error(`${script} does not show ${expected}, but: ${output}`, { cause });
      });
    },
    kill: (signal) => void child.kill(signal),
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), limit(STOP_SECONDS));
      return exit.finally(() => clearTimeout(timer));
    },
  };
}
