import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** A new empty directory. Call `remove` at the end. */
export async function temporaryDirectory(): Promise<{ path: string; remove(): Promise<void> }> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'payback-local-'));
  return { path: directory, remove: () => rm(directory, { recursive: true, force: true }) };
}
