import { busiestAcus, monthlyCosts, ofAMillion, type Costs, type Stage, type Storage } from './monthly.ts';
import type { Measured } from './measured.ts';

/** Tasks a day: 10 thousand, and 1, 10 and 100 million, and what a first customer has. */
export const VOLUMES = [0, 10_000, 200_000, 1_000_000, 10_000_000, 100_000_000] as const;
export const BEGIN = '<!-- npm run cost -- --write -->';
export const END = '<!-- end of what npm run cost writes -->';

const ROWS: readonly [keyof Costs, string][] = [
  ['fixed', 'proxy, endpoints, secrets, schedules'],
  ['capacity', 'Aurora capacity'],
  ['storage', 'Aurora storage, of 90 days'],
  ['io', 'Aurora I/O'],
  ['queue', 'SQS'],
  ['ingest', 'ingest (Lambda)'],
  ['reads', 'reads (API Gateway, CloudFront, Lambda)'],
  ['observation', 'alarms, metrics, logs, traces'],
  ['total', '**together**'],
];

/** The storage type that costs less at this volume. */
export function cheaperStorage(executionsPerDay: number, stage: Stage, measured: Measured): Storage {
  const [standard, optimized] = (['aurora', 'aurora-iopt1'] as const).map(
    (storage) => monthlyCosts(executionsPerDay, stage, measured, storage).total,
  );
  return (standard ?? 0) <= (optimized ?? 0) ? 'aurora' : 'aurora-iopt1';
}

/** Tables of Markdown, one for each stage. */
export function costTables(stages: Readonly<Record<string, Stage>>, measured: Measured): string {
  return Object.entries(stages)
    .map(([name, stage]) => {
      const columns = VOLUMES.map((volume) => {
        const storage = cheaperStorage(volume, stage, measured);
        return { volume, storage, costs: monthlyCosts(volume, stage, measured, storage) };
      });
      const rows = ROWS.map(([key, label]) => [
        label,
        ...columns.map(({ costs }) => dollars(costs[key], key)),
      ]);
      return table([
        [`\`${name}\`, tasks a day`, ...VOLUMES.map((volume) => (volume === 0 ? 'idle' : grouped(volume)))],
        ...rows,
        ['a million tasks cost', ...columns.map(({ volume, costs }) => million(volume, costs))],
        ['most of it', ...columns.map(({ volume, costs }) => dominant(volume, costs))],
        ['`database.storage` that is cheaper', ...columns.map(({ storage }) => `\`${storage}\``)],
        ['ACUs of the writer in busy hours', ...columns.map(({ volume }) => acus(volume, stage, measured))],
      ]);
    })
    .join('\n\n');
}

function acus(volume: number, { capacity }: Stage, measured: Measured): string {
  const needed = Math.max(capacity.min, busiestAcus(volume, measured));
  return `${needed.toFixed(1)}${needed > capacity.max ? ` (of ${capacity.max}: raise it)` : ''}`;
}

const million = (volume: number, costs: Costs) =>
  volume === 0 ? '' : ofAMillion(volume, costs).usd.toFixed(2);

/** The name of the part that is the most, and its share. */
export function dominant(volume: number, costs: Costs): string {
  const { part, share } = ofAMillion(Math.max(1, volume), costs);
  const [, label = part] = ROWS.find(([key]) => key === part) ?? [];
  return `${label.replace(/ \(.*|,.*/, '')} ${Math.round(100 * share)}%`;
}

const grouped = (value: number) => Math.round(value).toLocaleString('en-US');
const dollars = (value: number, key: string) => (key === 'total' ? `**${grouped(value)}**` : grouped(value));

function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '--:'))), ...body.map(line)].join(
    '\n',
  );
}
