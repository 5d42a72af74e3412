import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import * as z from 'zod';

export interface TestRun {
  readonly passed: boolean;
  readonly failure: string;
  readonly seconds: number;
}

const answer = z.object({ passed: z.boolean(), failure: z.string(), memory: z.number() });
/** Modules of finished runs stay in memory. */
const LARGEST = 1_000_000_000;

/** Runs test files of a tree in a process that lives on from run to run. */
export class TestRunner {
  readonly #tree: string;
  #child: ChildProcess | undefined;

  constructor(tree: string) {
    this.#tree = tree;
  }

  /** A run that does not end in time has failed. */
  async run(files: readonly string[], patienceSeconds: number): Promise<TestRun> {
    const child = this.#start();
    const started = performance.now();
    child.send({ files });
    const patience = setTimeout(() => child.kill('SIGKILL'), patienceSeconds * 1000);
    const done = new AbortController();
    const message = await Promise.race([
      once(child, 'message', done).then(([first]: unknown[]) => answer.parse(first)),
      once(child, 'exit', done).then(() => undefined),
    ]);
    done.abort();
    clearTimeout(patience);
    const seconds = (performance.now() - started) / 1000;
    if (!message || message.memory > LARGEST) this.stop();
    return message
      ? { ...message, seconds }
      : { passed: false, failure: 'They did not end, or could not start.', seconds };
  }

  #start(): ChildProcess {
    this.#child ??= fork(path.join(import.meta.dirname, 'jest-process.ts'), {
      cwd: this.#tree,
      execArgv: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    return this.#child;
  }

  stop(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }
}
