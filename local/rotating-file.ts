import { open, rename, stat, type FileHandle } from 'node:fs/promises';
import { Writable } from 'node:stream';

export interface RotationOptions {
  /** What a file may have before the next one is begun. */
  readonly mostBytes: number;
  /** How many of those before are kept, as `<file>.1` (the last) and so on. */
  readonly kept: number;
}

/** Appends to a file, also to what runs before have left there. */
export function rotatingFile(file: string, { mostBytes, kept }: RotationOptions): Writable {
  let current: FileHandle | undefined;
  let bytes = 0;

  const opened = async (): Promise<FileHandle> => {
    if (current !== undefined) return current;
    current = await open(file, 'a');
    bytes = (await current.stat()).size;
    return current;
  };
  const begin = async (): Promise<void> => {
    await current?.close();
    current = undefined;
    for (let number = kept; number > 0; number -= 1) {
      const before = number === 1 ? file : `${file}.${number - 1}`;
      if (await exists(before)) await rename(before, `${file}.${number}`);
    }
  };
  const append = async (chunk: Buffer): Promise<void> => {
    await opened();
    if (bytes > 0 && bytes + chunk.length > mostBytes) await begin();
    await (await opened()).write(chunk);
    bytes += chunk.length;
  };
  const settle = async (work: Promise<void> | undefined, done: (error?: Error) => void) => {
    let failure: Error | undefined;
    try {
      await work;
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
    }
    done(failure);
  };
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => void settle(append(chunk), done),
    final: (done) => void settle(current?.close(), done),
  });
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
