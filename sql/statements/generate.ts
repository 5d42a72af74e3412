import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from 'pg';
import { describe } from './describe.ts';
import { parseStatements } from './parse.ts';
import { typescriptOf } from './write.ts';

export const root = path.join(import.meta.dirname, '../..');
/** Of each file with statements in TypeScript, by its path from the root, what it has to hold. */
export async function generate(client: Client): Promise<Map<string, string>> {
  const generated = new Map<string, string>();
  for (const file of globSync('{lambdas,shared}/**/*.sql', { cwd: root }).sort()) {
    const source = await readFile(path.join(root, file), 'utf8');
    const statements = [];
    for (const statement of parseStatements(source, path.basename(file, '.sql'))) {
      const described = await describe(client, statement).catch((cause: unknown) => {
        throw new Error(`${file}, ${statement.name}: ${String(cause)}`, { cause });
      });
      statements.push(described);
    }
    generated.set(file.replace(/\.sql$/, '.statement.ts'), await typescriptOf(file, statements));
  }
  return generated;
}

/** The files with statements that there are. */
export const presentFiles = (): string[] => globSync('{lambdas,shared}/**/*.statement.ts', { cwd: root });
