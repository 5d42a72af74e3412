import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describeFault, type Fault } from './sql/fault.ts';
import { faultsOf } from './sql/mutants.ts';

/** Where faults are planted: what money, figures and counts go through, priced first. */
const FILES = [
  'sql/functions/*.sql',
  'lambdas/ingest/*.sql',
  'lambdas/rollup/*.sql',
  'shared/figures/**/*.sql',
  'shared/recalculation/*.sql',
  'lambdas/analytics/**/*.sql',
  'sql/migrations/*.sql',
];

export interface Mutant {
  readonly file: string;
  readonly line: number;
  /** The line, with what changes in it marked. */
  readonly at: string;
  readonly fault: Fault;
  /** The same as long as the file is. */
  readonly id: string;
}

export interface MutatedFile {
  readonly file: string;
  readonly text: string;
  readonly mutants: readonly Mutant[];
}

/** Of all files whose path starts with one of `only`; of all where there is none. */
export async function mutatedFiles(root: string, only: readonly string[]): Promise<MutatedFile[]> {
  const files = FILES.flatMap((pattern) => globSync(pattern, { cwd: root }).toSorted());
  const chosen = files.filter(
    (file) => only.length === 0 || only.some((beginning) => file.startsWith(beginning)),
  );
  return Promise.all(chosen.map((file) => mutatedFile(root, file)));
}

async function mutatedFile(root: string, file: string): Promise<MutatedFile> {
  const text = await readFile(path.join(root, file), 'utf8');
  const mutants = faultsOf(text)
    .filter(({ start }) => !file.startsWith('sql/migrations/') || viewAround(text, start) !== undefined)
    .map((fault) => ({
      file,
      line: text.slice(0, fault.start).split('\n').length,
      at: describeFault(text, fault),
      fault,
      id: createHash('sha256')
        .update(JSON.stringify([file, text, fault]))
        .digest('hex')
        .slice(0, 16),
    }));
  return { file, text, mutants };
}

/** The statement around a place of a migration, if it creates a view, which can be replaced. */
export function viewAround(
  text: string,
  place: number,
): { readonly start: number; readonly end: number } | undefined {
  const start = text.lastIndexOf(';', place) + 1;
  const end = text.indexOf(';', place) + 1;
  return /^\s*(?:--[^\n]*\s+)*create view /.test(text.slice(start, end)) ? { start, end } : undefined;
}
