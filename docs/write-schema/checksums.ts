import { createHash } from 'node:crypto';
import { appendFile, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** As `sha256sum` writes and checks it: `cd sql && sha256sum --check migrations.sha256`. */
const LIST = 'migrations.sha256';

async function recorded(directory: string): Promise<Map<string, string>> {
  const text = await readFile(path.join(directory, LIST), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}

async function found(directory: string): Promise<Map<string, string>> {
  const names = (await readdir(path.join(directory, 'migrations')))
    .map((name) => `migrations/${name}`)
    .sort();
  const hash = async (name: string) =>
    createHash('sha256')
      .update(await readFile(path.join(directory, name)))
      .digest('hex');
  return new Map(await Promise.all(names.map(async (name) => [name, await hash(name)] as const)));
}

/** One sentence for each migration that is not what it was when it was recorded. @param directory sql/, or a copy */
export async function changedMigrations(directory: string): Promise<string[]> {
  const files = await found(directory);
  const list = await recorded(directory);
  const changed = [...list].flatMap(([name, hash]) => {
    if (files.get(name) === hash) return [];
    const what = files.has(name) ? 'is not what it was' : 'is gone';
    return [
      `sql/${name} ${what}. A migration that has been applied anywhere is never edited: restore it and write a new ` +
        `one. If it has not left your branch yet, delete its line in sql/${LIST} and run npm run schema.`,
    ];
  });
  const unknown = [...files.keys()].filter((name) => !list.has(name));
  return [...changed, ...unknown.map((name) => `sql/${name} is new: record it by npm run schema.`)];
}

/** Adds the migrations that the list does not have yet, and only those. Returns their names. */
export async function recordNewMigrations(directory: string): Promise<string[]> {
  const list = await recorded(directory);
  const added = [...(await found(directory))].filter(([name]) => !list.has(name));
  await appendFile(path.join(directory, LIST), added.map(([name, hash]) => `${hash}  ${name}\n`).join(''));
  return added.map(([name]) => name);
}
