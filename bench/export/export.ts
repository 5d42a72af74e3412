import type pg from 'pg';
import type { exportExecutions } from '../../lambdas/reports/executions-export/contract.ts';
import { exported } from '../../lambdas/reports/executions-export/exported.statement.ts';
import { reportsOperations } from '../../lambdas/reports/operations.ts';
import type { Progress } from '../../local/progress.ts';
import { connect } from '../../shared/database/database.ts';
import type { FileBucket } from '../../shared/delivery/bucket.ts';
import { validate, type Operation } from '../../shared/http/operation.ts';
import { getEvent } from '../analytics/event.ts';
import { timed } from '../support/clock.ts';
import { beginHistory } from '../support/history.ts';
import type { Options } from '../support/options.ts';
import type { Result } from '../support/report.ts';
import { median } from '../support/statistics.ts';
import type { Workbench } from '../support/workbench.ts';

const DAYS = 90;
const DAY_MS = 86_400_000;
const ROUNDS = 5;
const LEAST_PER_SECOND = 100_000;
/** What is collected late comes and goes: a file that was held would be more than that at full size. */
const MOST_GROWTH = 1.15;
const SAMPLE_MS = 20;

/** Takes parts as a store does, and keeps none. */
const nowhere: FileBucket = {
  begin: () =>
    Promise.resolve({
      add: () => Promise.resolve(),
      complete: () => Promise.resolve('https://files.example'),
      abort: () => Promise.resolve(),
    }),
};

/** An export of all that the busiest organization has, and what PostgreSQL itself takes to write the same. */
export async function benchmarkExport(
  { admin, database, organizations }: Workbench,
  { executions: [some] }: Options,
  progress: Progress,
): Promise<Result[]> {
  const [busiest] = organizations;
  if (busiest === undefined) throw new Error('There is no organization.');
  const stored = some / 2;
  const history = await beginHistory(database, Math.ceil(stored / DAYS));
  await progress.step(`${stored} executions are stored`, async () => {
    while (history.stored() < stored) await history.addDays(stored);
    await admin.query('vacuum analyze');
  });
  const settings = { user: 'payback_api', password: 'trusted', host: '127.0.0.1', ssl: false };
  const pool = connect({
    statementTimeout: 5_000,
    settings: () => Promise.resolve({ ...settings, port: database.port, database: database.name }),
  });
  const operations = reportsOperations({
    database: pool,
    bucket: nowhere,
    dashboardUrl: 'https://payback.example',
    clock: Date.now,
  });
  try {
    const all = daysUntilToday(DAYS);
    const tenth = daysUntilToday(DAYS / 10);
    const rows = await countOf(admin, busiest.id, all);
    const exportOf = (range: Range) => respond(operations.exportExecutions, busiest.id, range);
    await exportOf(all);
    const times: number[] = [];
    const baseline: number[] = [];
    let small = 0;
    let large = 0;
    await progress.step(`exports of ${rows} executions and COPY of them, ${ROUNDS} times`, async () => {
      for (let round = 0; round < ROUNDS; round++) {
        small = Math.max(small, await peakOf(() => exportOf(tenth)));
        times.push(await timed(async () => (large = Math.max(large, await peakOf(() => exportOf(all))))));
        baseline.push(await timed(() => copy(admin, busiest.id, all)));
      }
    });
    return [rateResult(rows, median(times), median(baseline)), memoryResult(small, large)];
  } finally {
    await pool.end();
  }
}

interface Range {
  readonly start: string;
  readonly end: string;
}

const daysUntilToday = (days: number): Range => ({
  start: new Date(Date.now() - (days - 1) * DAY_MS).toISOString().slice(0, 10),
  end: new Date().toISOString().slice(0, 10),
});

async function respond(
  operation: Operation<typeof exportExecutions>,
  organizationId: string,
  { start, end }: Range,
): Promise<void> {
  const query = { organization_id: organizationId, start_date: start, end_date: end };
  await operation.respond(validate(operation.route, getEvent(operation.route.path, query)));
}

/** The most memory that the process has while something runs, in bytes. */
async function peakOf(work: () => Promise<unknown>): Promise<number> {
  let peak = 0;
  const sample = () => (peak = Math.max(peak, process.memoryUsage.rss()));
  const sampling = setInterval(sample, SAMPLE_MS);
  try {
    await work();
    sample();
  } finally {
    clearInterval(sampling);
  }
  return peak;
}

/** The statement of exports, with its parameters in it. */
function statementFor(admin: pg.Client, organizationId: string, range: Range): string {
  const none = { provider: null, model: null, taskType: null, userId: null, success: null, unpriced: null };
  const values = exported.values({
    ...none,
    ...range,
    flag: null,
    voided: null,
    voidId: null,
    organizationId,
    timeZone: 'UTC',
    figuresByPerson: false,
  });
  return exported.text.replaceAll(/\$(\d+)/g, (_, number: string) => {
    const value = values[Number(number) - 1] ?? null;
    return value === null ? 'null' : admin.escapeLiteral(String(value));
  });
}

const copy = (admin: pg.Client, organizationId: string, range: Range) =>
  admin.query(`copy (${statementFor(admin, organizationId, range)}) to '/dev/null' (format csv)`);

async function countOf(admin: pg.Client, organizationId: string, range: Range): Promise<number> {
  const counted = await admin.query(`select from (${statementFor(admin, organizationId, range)}) as rows`);
  return counted.rowCount ?? 0;
}

function rateResult(rows: number, milliseconds: number, baseline: number): Result {
  const perSecond = (rows / milliseconds) * 1_000;
  const shown = (value: number) => `${Math.round(value).toLocaleString('en-US')}/s`;
  return {
    name: `export of ${rows.toLocaleString('en-US')} executions, CSV`,
    measured: shown(perSecond),
    baseline: `COPY of the same: ${shown((rows / baseline) * 1_000)}`,
    ratio: baseline / milliseconds,
    target: { text: `>= ${LEAST_PER_SECOND.toLocaleString('en-US')}/s`, met: perSecond >= LEAST_PER_SECOND },
  };
}

function memoryResult(small: number, large: number): Result {
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  return {
    name: 'memory while it runs',
    measured: megabytes(large),
    baseline: `of a tenth of the days: ${megabytes(small)}`,
    ratio: large / small,
    target: { text: `<= ${MOST_GROWTH} times`, met: large <= MOST_GROWTH * small },
  };
}
