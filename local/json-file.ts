import { readFile, rename, writeFile } from 'node:fs/promises';
import type * as z from 'zod';
import { StartupError } from './startup-error.ts';
import { codeOf } from './thrown.ts';

/** What the file holds, or undefined when there is none. @throws StartupError when it is not what was written */
export async function readJsonFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new StartupError(`${path} is damaged. Restore it, or delete the data directory to begin anew.`, {
      cause: error,
    });
  }
}

/** Replaces the file in one step, so that a kill leaves the old or the new content and never half of one. */
export async function writeJsonFile(path: string, value: unknown, mode = 0o644): Promise<void> {
  await writeFile(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode });
  await rename(`${path}.new`, path);
}
