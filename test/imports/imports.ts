import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';

/** One file that names another, or a package. */
export interface Import {
  /** From the root of the repository. */
  readonly from: string;
  /** A file from the root of the repository, or the name of a package or of a module of Node. */
  readonly to: string;
  /** Nothing of it is there when the program runs. */
  readonly typeOnly: boolean;
}

const SOURCES = '*/**/*.{ts,tsx,mjs}';
const NOT_OURS = ['node_modules/**', 'cdk.out/**', 'coverage/**'];

/** What every source file of a folder imports: statically, when it runs, as a type, or to hand it on. */
export function importsOf(root: string): Import[] {
  return globSync(SOURCES, { cwd: root, exclude: NOT_OURS }).flatMap((from) =>
    parseImports(from, readFileSync(path.join(root, from), 'utf8')),
  );
}

/** @param from the file's path from the root of the repository */
export function parseImports(from: string, source: string): Import[] {
  const { staticImports, staticExports } = parseSync(from, source).module;
  const specifiers = [
    ...staticImports.map(({ moduleRequest, entries }) => ({
      specifier: moduleRequest.value,
      typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
    })),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) =>
        moduleRequest ? [{ specifier: moduleRequest.value, typeOnly: isType }] : [],
      ),
    ),
    // `await import('…')` and `typeof import('…')`.
    ...[...source.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)].map(([, specifier = '']) => ({
      specifier,
      typeOnly: false,
    })),
  ];
  return specifiers.map(({ specifier, typeOnly }) => ({
    from,
    to: specifier.startsWith('.') ? path.posix.join(path.posix.dirname(from), specifier) : specifier,
    typeOnly,
  }));
}
