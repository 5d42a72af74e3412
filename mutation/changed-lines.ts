import { execFileSync } from 'node:child_process';

/** Whether a line of a file is not as it was at a revision. */
export function changedLines(root: string, revision: string): (file: string, line: number) => boolean {
  const ranges = new Map<string, (readonly [number, number])[]>();
  let file = '';
  const difference = execFileSync('git', ['diff', '--unified=0', '--no-color', revision], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  for (const row of difference.split('\n')) {
    if (row.startsWith('+++ ')) file = row.replace(/^\+\+\+ (?:b\/)?/, '');
    const [, first, count = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(row) ?? [];
    if (first === undefined) continue;
    ranges.set(file, [...(ranges.get(file) ?? []), [Number(first), Number(first) + Number(count)]]);
  }
  return (name, line) => (ranges.get(name) ?? []).some(([from, until]) => from <= line && line < until);
}
