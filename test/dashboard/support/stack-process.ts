import { runPatiently } from '../../support/command.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** The whole deployment on this machine, as `npm start -- --no-demo` runs it, once it is up. */
export interface StackProcess {
  /** Its data, with the file of its endpoints. */
  readonly directory: string;
  /** Which functions have failed so far, as they are shown to whoever has started it. */
  readonly failures: () => readonly string[];
  readonly stop: () => Promise<void>;
}

export interface ProcessOptions {
  /** How much longer than on this machine, as it is now, functions may take. */
  readonly patience?: number;
  /** Who signs in without being asked. */
  readonly signInAs?: string;
}

export async function startProcess({ patience = 1, signInAs }: ProcessOptions = {}): Promise<StackProcess> {
  const directory = await temporaryDirectory();
  const flags = ['--no-demo', '--port', '0', '--data-dir', directory.path];
  if (signInAs !== undefined) flags.push('--sign-in-as', signInAs);
  const local = runPatiently(patience, 'bin/local.ts', ...flags);
  const stop = async () => {
    await local.stop();
    await directory.remove();
  };
  try {
    await local.shows(/Payback runs/, 60);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    directory: directory.path,
    failures: () =>
      local
        .output()
        .split('\n')
        .filter((line) => line.includes(' failed: ')),
    stop,
  };
}
