import { styleText } from 'node:util';

/** Where the answer goes (stdout) and where the course of things does (stderr), so that output can be piped. */
export interface Output {
  /** Whether the answer is to be JSON, whole and alone on stdout. */
  readonly json: boolean;
  print(line: string): void;
  note(line: string): void;
  /** The answer, as JSON or as `text` says it. */
  answer(value: unknown, text: () => string): void;
  /** How far long work is; on a terminal alone. */
  progress(label: string, done: number, total: number): void;
}

export interface Streams {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Whether stderr is a terminal. */
  readonly isTerminal: boolean;
}

const BAR = 30;

export function createOutput({ stdout, stderr, isTerminal }: Streams, json: boolean): Output {
  const output: Output = {
    json,
    print: (line) => stdout(`${line}\n`),
    note: (line) => stderr(`${line}\n`),
    answer: (value, text) => output.print(json ? JSON.stringify(value, null, 2) : text()),
    progress(label, done, total) {
      if (!isTerminal || total === 0) return;
      const filled = Math.floor((BAR * done) / total);
      const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled);
      stderr(`\r\u001B[K${bar} ${done.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} ${label}`);
      if (done >= total) stderr('\n');
    },
  };
  return output;
}

type Cell = string | number | boolean | null | undefined;

const shown = (cell: Cell): string =>
  cell === null || cell === undefined
    ? '–'
    : typeof cell === 'number'
      ? cell.toLocaleString('en-US')
      : String(cell);

/** Columns as wide as what is in them; numbers to the right. @returns lines, or `empty` where there are no rows */
export function table(heads: readonly string[], rows: readonly (readonly Cell[])[], empty: string): string {
  if (rows.length === 0) return empty;
  const texts = rows.map((row) => row.map(shown));
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...texts.map((row) => row[column]?.length ?? 0)),
  );
  const isNumber = heads.map((_, column) =>
    rows.every((row) => typeof row[column] === 'number' || row[column] === null),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [styleText('bold', line(heads)), ...texts.map(line)].join('\n');
}

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** `3 d 4 h`, `12 min`, `8 s`; a dash where there is nothing. */
export function age(seconds: number | null): string {
  if (seconds === null) return '–';
  for (const [index, [unit, size]] of UNITS.entries()) {
    if (seconds < size) continue;
    const [nextUnit, nextSize] = UNITS[index + 1] ?? ['s', 1];
    const rest = Math.floor((seconds % size) / nextSize);
    return `${Math.floor(seconds / size)} ${unit}${rest > 0 ? ` ${rest} ${nextUnit}` : ''}`;
  }
  return `${seconds} s`;
}
