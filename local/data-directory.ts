import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { StartupError } from './startup-error.ts';
import { messageOf } from './thrown.ts';

const MARKER = 'payback.json';
const markerSchema = z.object({ format: z.literal(1) });

export interface DataDirectory {
  /** Absolute path of a file or folder inside. */
  file(...segments: string[]): string;
  release(): void;
}

/**
 * Creates or opens the directory that holds all state of one local deployment, for this process alone.
 * @throws StartupError when it cannot be written, is not Payback's, is damaged, or is in use
 */
export async function openDataDirectory(directory: string): Promise<DataDirectory> {
  const root = path.resolve(directory);
  const file = (...segments: string[]) => path.join(root, ...segments);
  try {
    await mkdir(root, { recursive: true });
    await refuseForeign(root);
    const release = lock(root);
    await writeJsonFile(file(MARKER), { format: 1 });
    await mkdir(file('logs'), { recursive: true });
    return { file, release };
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError(`The data directory ${root} cannot be used: ${messageOf(error)}.`, {
      cause: error,
    });
  }
}

async function refuseForeign(root: string): Promise<void> {
  const marker = await readJsonFile(path.join(root, MARKER), markerSchema);
  if (marker !== undefined) return;
  const others = (await readdir(root)).filter((name) => !name.startsWith('lock'));
  if (others.length > 0) {
    throw new StartupError(
      `${root} holds other files and no ${MARKER}, so it is not Payback's. Choose another directory with --data-dir.`,
    );
  }
}

/**
 * SQLite's lock belongs to the process in the kernel: it cannot outlive a `kill -9`, as a pid file does, and cannot
 * be mistaken for another process that was given the same pid.
 */
function lock(root: string): () => void {
  const database = new DatabaseSync(path.join(root, 'lock'));
  try {
    database.exec('begin exclusive');
  } catch (error) {
    database.close();
    if (messageOf(error).includes('locked')) {
      throw new StartupError(
        `Payback already runs with the data directory ${root}. Stop it, or use --data-dir.`,
      );
    }
    throw error;
  }
  return () => database.close();
}
