import { glob, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { codeLines } from './lines.ts';
import { part, ROOMS } from './parts.ts';

const root = path.join(import.meta.dirname, '../../..');
const SQL = 'sql functions';
const WHOLE = 'whole';
/** The least share of lines that tests run. */
const LEAST: Readonly<Record<string, number>> = { lambdas: 0.9, shared: 0.9, [SQL]: 0.9, [WHOLE]: 0.8 };

interface Count {
  ran: number;
  all: number;
}

/** @param directory of the parts of a run */
export async function reportCoverage(directory: string): Promise<{ table: string; missed: string[] }> {
  const { lines, functions } = await merge(directory);
  const counts = new Map<string, Count>();
  const add = (names: readonly string[], ran: number, all: number) => {
    for (const name of names) {
      const count = counts.get(name) ?? { ran: 0, all: 0 };
      counts.set(name, { ran: count.ran + ran, all: count.all + all });
    }
  };
  for await (const file of glob(
    ROOMS.map((room) => `${room}/**/*.ts`),
    { cwd: root },
  )) {
    if (file.endsWith('.d.ts')) continue;
    const all = codeLines(await readFile(path.join(root, file), 'utf8')).length;
    const [room = '', inner = ''] = file.split(path.sep);
    const rooms = room === 'lambdas' || room === 'shared' ? [room, `${room}/${inner}`] : [room];
    add([...rooms, WHOLE], lines.get(file)?.size ?? 0, all);
  }
  for (const { ran, lines: all } of functions.values()) add([SQL, WHOLE], ran ? all : 0, all);
  // A room without SQL functions would miss nothing.
  if (functions.size === 0) add([SQL], 0, 1);
  return { table: tableOf(counts), missed: missedOf(counts) };
}

async function merge(directory: string) {
  const lines = new Map<string, Set<number>>();
  const functions = new Map<string, { ran: boolean; lines: number }>();
  for (const file of await readdir(directory)) {
    const read = part.parse(JSON.parse(await readFile(path.join(directory, file), 'utf8')));
    for (const [source, ran] of Object.entries(read.lines ?? {})) {
      lines.set(source, (lines.get(source) ?? new Set()).union(new Set(ran)));
    }
    for (const [name, each] of Object.entries(read.functions ?? {})) {
      functions.set(name, { ...each, ran: each.ran || functions.get(name)?.ran === true });
    }
  }
  return { lines, functions };
}

const share = ({ ran, all }: Count) => (all === 0 ? 1 : ran / all);

function tableOf(counts: ReadonlyMap<string, Count>): string {
  const order = [...ROOMS, SQL, WHOLE];
  const names = order.flatMap((room) => [
    room,
    ...[...counts.keys()].filter((name) => name.startsWith(`${room}/`)).toSorted(),
  ]);
  const rows = names.map((name) => {
    const count = counts.get(name) ?? { ran: 0, all: 0 };
    const least = LEAST[name] === undefined ? '' : `  at least ${LEAST[name] * 100}%`;
    const percent = `${(100 * share(count)).toFixed(1)}%`.padStart(7);
    const shown = name.includes('/') ? `  ${name}` : name;
    return `${shown.padEnd(28)}${percent}${`${count.ran} of ${count.all}`.padStart(15)}${least}`;
  });
  return ['Lines of code that tests run (docs/tests.md says what counts)', ...rows].join('\n');
}

function missedOf(counts: ReadonlyMap<string, Count>): string[] {
  return Object.entries(LEAST).flatMap(([name, least]) => {
    const count = counts.get(name) ?? { ran: 0, all: 0 };
    return share(count) < least ? [`${name}: less than ${least * 100}% of its lines run`] : [];
  });
}
