import { fork } from 'node:child_process';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { Assembly } from './assembly.ts';

const program = fileURLToPath(new URL('synthesize-process.ts', import.meta.url));

/**
 * Bundles the functions, builds the dashboard, synthesizes the stage `dev` and reads the templates that `cdk deploy` would send. In a
 * process of its own, which takes its 500 MB away with it.
 * @throws Error with what that process wrote, where it failed
 */
export async function synthesize(workDirectory: string): Promise<Assembly> {
  const child = fork(program, {
    // Maps stay maps.
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<Assembly>();
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.once('message', (assembly: Assembly) => resolve(assembly));
  child.once('error', reject);
  child.once('exit', (code) => {
    // What it wrote may come after its end.
    void (child.stderr ? finished(child.stderr) : Promise.resolve()).then(() =>
      reject(new Error(`The deployment could not be synthesized (exit code ${code}): ${errors.trim()}`)),
    );
  });
  child.send(workDirectory);
  return promise;
}
