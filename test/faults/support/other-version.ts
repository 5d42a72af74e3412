import { execFile } from 'node:child_process';
import { glob, readdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const root = path.join(import.meta.dirname, '../../..');
const run = promisify(execFile);
const git = async (...argv: readonly string[]) => (await run('git', argv, { cwd: root })).stdout.trim();

export interface OtherVersion {
  /** Its sources, with the packages of this one. */
  readonly directory: string;
  /** The text of each statement of its functions, by where it is. */
  readonly statements: ReadonlyMap<string, string>;
  remove(): Promise<void>;
}

/**
 * The revision that runs for the minutes in which a migration is applied and the new code is not there: the one before
 * that migration, or the last one where the migration is not committed yet.
 * @param migration its file, by default of the newest
 * @returns undefined where there is no history to tell it from
 */
export async function revisionBefore(migration?: string): Promise<string | undefined> {
  const newest = migration ?? (await readdir(path.join(root, 'sql/migrations'))).sort().at(-1) ?? '';
  try {
    const [added = ''] = (
      await git('log', '--diff-filter=A', '--format=%H', '--', `sql/migrations/${newest}`)
    ).split('\n');
    return await git('rev-parse', '--verify', '--quiet', added === '' ? 'HEAD' : `${added}^`);
  } catch {
    return undefined;
  }
}

export async function versionOf(revision: string): Promise<OtherVersion> {
  const target = await temporaryDirectory();
  const directory = target.path;
  const parts = ['lambdas', 'shared', 'sql', 'docs/openapi.json', 'package.json', 'tsconfig.json'];
  const archive = path.join(directory, 'sources.tar');
  await git('archive', `--output=${archive}`, revision, ...parts);
  await run('tar', ['-xf', archive, '-C', directory]);
  await symlink(path.join(root, 'node_modules'), path.join(directory, 'node_modules'));
  const statements = new Map<string, string>();
  for await (const file of glob('{lambdas,shared}/**/*.statement.ts', { cwd: directory })) {
    const source = await readFile(path.join(directory, file), 'utf8');
    for (const [, name = '', text = ''] of source.matchAll(/ name: '([^']+)',.*? text: `([^`]*)`/gs)) {
      statements.set(name, text);
    }
  }
  return { directory, statements, remove: () => target.remove() };
}
