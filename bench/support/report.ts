/** One row of the table that a run prints. */
export interface Result {
  readonly name: string;
  readonly measured: string;
  /** What the measured is compared with, in the same run. */
  readonly baseline: string;
  /** Measured over baseline. */
  readonly ratio: number;
  /** What issue and documentation promise; absent where the ratio is there to be read only. */
  readonly target?: { readonly text: string; readonly met: boolean };
}

const HEADINGS = ['', 'measured', 'baseline', 'ratio', 'target', ''] as const;

/** The results as a table of plain text. */
export function table(results: readonly Result[]): string {
  const rows = results.map(({ name, measured, baseline, ratio, target }) => [
    name,
    measured,
    baseline,
    ratio.toPrecision(2),
    target?.text ?? '',
    target === undefined ? '' : verdict(target.met),
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [HEADINGS, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const verdict = (met: boolean) => (met ? 'pass' : 'FAIL');
