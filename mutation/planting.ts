import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { parseStatements } from '../sql/statements/parse.ts';
import { viewAround, type Mutant, type MutatedFile } from './mutants.ts';
import { plantFault } from './sql/fault.ts';

/** What a fault changes: the text that PostgreSQL gets, and how it is undone. */
export interface Planted {
  /** False where PostgreSQL refuses the text, so that there is nothing to test. */
  readonly isAccepted: boolean;
  restore(): Promise<void>;
}

/**
 * Functions and views are replaced in the template that each test's database is a clone of, statements in the copy of
 * the work tree.
 */
export class Planter {
  readonly #root: string;
  readonly #tree: string;
  readonly #template: string;

  constructor(root: string, tree: string, port: number) {
    this.#root = root;
    this.#tree = tree;
    this.#template = `postgresql://postgres@127.0.0.1:${port}/payback_template`;
  }

  async plant({ file, text }: MutatedFile, { fault }: Mutant): Promise<Planted> {
    const faulty = plantFault(text, fault);
    if (file.startsWith('sql/functions/')) return this.#replace(text, faulty);
    if (file.startsWith('sql/migrations/')) {
      return this.#replace(viewOf(text, fault.start), viewOf(faulty, fault.start));
    }
    return this.#write(file, text, faulty);
  }

  async #replace(text: string, faulty: string): Promise<Planted> {
    const isAccepted = await this.#accepts(`set role payback_owner; ${faulty}`);
    return {
      isAccepted,
      restore: async () => {
        if (isAccepted && !(await this.#accepts(`set role payback_owner; ${text}`))) {
          throw new Error(`This could not be restored: ${text}`);
        }
      },
    };
  }

  async #write(file: string, text: string, faulty: string): Promise<Planted> {
    const typed = path.join(this.#root, file.replace(/\.sql$/, '.statement.ts'));
    const generated = await readFile(typed, 'utf8').catch(() => undefined);
    const target = path.join(this.#tree, generated === undefined ? file : path.relative(this.#root, typed));
    if (generated === undefined) {
      const isAccepted = await this.#accepts(`prepare faulty as ${faulty}`);
      if (isAccepted) await writeFile(target, faulty);
      return { isAccepted, restore: () => writeFile(target, text) };
    }
    const name = path.basename(file, '.sql');
    const sound = parseStatements(text, name);
    const [changed] = parseStatements(faulty, name).filter((one, index) => one.text !== sound[index]?.text);
    const original = sound.find((one) => one.name === changed?.name);
    if (!changed || !original || !generated.includes(quoted(original.text))) {
      throw new Error(`${typed} does not have the statements of ${file}: npm run statements`);
    }
    const isAccepted = await this.#accepts(`prepare faulty as ${changed.text}`);
    if (isAccepted)
      await writeFile(
        target,
        generated.replace(quoted(original.text), () => quoted(changed.text)),
      );
    return { isAccepted, restore: () => writeFile(target, generated) };
  }

  /** Nobody may stay connected to the template, or it could not be cloned. */
  async #accepts(statement: string): Promise<boolean> {
    const client = new pg.Client(this.#template);
    await client.connect();
    try {
      await client.query(statement);
      return true;
    } catch {
      return false;
    } finally {
      await client.end();
    }
  }
}

function viewOf(text: string, place: number): string {
  const view = viewAround(text, place);
  const statement = text.slice(view?.start, view?.end);
  return statement.replace(/^((?:\s|--[^\n]*\n)*)create view /, '$1create or replace view ');
}

/** As in a generated file. */
const quoted = (text: string) => `\`${text.replaceAll(/[\\`]|\$\{/g, String.raw`\$&`)}\``;
