import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { Mutant } from './mutants.ts';

const explanations = z.array(
  z.object({
    file: z.string(),
    /** As the list of survivors says it, of as many faults as have the same reason. */
    at: z.array(z.string()).min(1),
    reason: z.string().min(1),
  }),
);

/** The faults that no test can tell from what is right, each with the reason: `explained/*.json`. */
export class Explanations {
  readonly #reasons = new Map<string, string>();

  static async read(directory = path.join(import.meta.dirname, 'explained')): Promise<Explanations> {
    const read = new Explanations();
    for (const name of globSync('*.json', { cwd: directory }).toSorted()) {
      const text = await readFile(path.join(directory, name), 'utf8');
      for (const { file, at, reason } of explanations.parse(JSON.parse(text))) {
        for (const place of at) read.#reasons.set(key(file, place), reason);
      }
    }
    return read;
  }

  reasonOf({ file, at }: Mutant): string | undefined {
    return this.#reasons.get(key(file, at));
  }

  /** Those that explain none of the faults there are: their lines have changed. */
  stale(mutants: readonly Mutant[]): string[] {
    const there = new Set(mutants.map(({ file, at }) => key(file, at)));
    return [...this.#reasons.keys()].filter((known) => !there.has(known));
  }
}

const key = (file: string, at: string) => `${file}: ${at}`;
