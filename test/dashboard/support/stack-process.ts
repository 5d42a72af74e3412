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

/** @param patience how much longer than on this machine, as it is now, functions may take */
export async function startProcess({ patience = 1 } = {}): Promise<StackProcess> {
  const directory = await temporaryDirectory();
  const flags = ['--no-demo', '--port', '0', '--data-dir', directory.path];
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
