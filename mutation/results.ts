import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

const result = z.object({
  id: z.string(),
  /** Of the tests that ran: a survivor is tried again when they have changed. */
  tests: z.string(),
  outcome: z.enum(['killed', 'survived', 'refused']),
});
export type Result = z.infer<typeof result>;

/** What is known of earlier runs, a line each, so that a run can be stopped anywhere and gone on with. */
export class Results {
  readonly #file: string;
  readonly #known = new Map<string, Result>();

  private constructor(file: string) {
    this.#file = file;
  }

  static async open(file: string): Promise<Results> {
    const results = new Results(file);
    await mkdir(path.dirname(file), { recursive: true });
    const text = await readFile(file, 'utf8').catch(() => '');
    for (const line of text.split('\n').filter((some) => some !== '')) {
      const known = result.parse(JSON.parse(line));
      results.#known.set(known.id, known);
    }
    return results;
  }

  of(id: string, tests: string): Result['outcome'] | undefined {
    const known = this.#known.get(id);
    return known?.outcome === 'survived' && known.tests !== tests ? undefined : known?.outcome;
  }

  async add(added: Result): Promise<void> {
    this.#known.set(added.id, added);
    await appendFile(this.#file, `${JSON.stringify(added)}\n`);
  }
}
