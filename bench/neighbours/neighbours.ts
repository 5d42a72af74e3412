import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { setTimeout } from 'node:timers/promises';
import { savingsSummary } from '../../lambdas/analytics/savings-summary/contract.ts';
import { whatIf } from '../../lambdas/analytics/what-if/contract.ts';
import { analyticsOperations } from '../../lambdas/analytics/operations.ts';
import { stageSettings } from '../../lib/stage.ts';
import type { Progress } from '../../local/progress.ts';
import { connect } from '../../shared/database/database.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { getEvent } from '../analytics/event.ts';
import { timed } from '../support/clock.ts';
import { beginHistory } from '../support/history.ts';
import type { Options } from '../support/options.ts';
import type { Result } from '../support/report.ts';
import { median, quantile } from '../support/statistics.ts';
import type { Workbench } from '../support/workbench.ts';

const DAYS = 30;
const DAY_MS = 86_400_000;
const NOISY = 40;
const WHAT_IFS = 100;
const READS = 3_000;
const MOST_TIMES = 1.5;
const MOST_FOR_PLACES = 1.05;

const nothing = () => undefined;
const context: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'analytics',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:analytics',
  memoryLimitInMB: '1024',
  awsRequestId: 'bench',
  logGroupName: 'analytics',
  logStreamName: 'bench',
  getRemainingTimeInMillis: () => 15_000,
  done: nothing,
  fail: nothing,
  succeed: nothing,
};
const answerSchema = z.object({
  statusCode: z.number(),
  headers: z.object({ 'retry-after': z.coerce.number().optional() }),
});

/**
 * What one organization notices of another whose people try forty what-ifs at a time, and what the limits that protect it cost a
 * read. Each person's requests are on a connection of their own, as if each had a function; all share this process.
 */
export async function benchmarkNeighbours(
  { admin, database, organizations }: Workbench,
  { executions: [some] }: Options,
  progress: Progress,
): Promise<Result[]> {
  const [noisy, quiet] = organizations.map(({ id }) => id);
  if (noisy === undefined || quiet === undefined) throw new Error('There are no two organizations.');
  const history = await beginHistory(database, Math.ceil(some / DAYS));
  await progress.step(`${some} executions are stored`, async () => {
    while (history.stored() < some) await history.addDays(some);
    await admin.query(
      `insert into memberships (organization_id, subject, role, created_by)
       select $1, 'noisy-' || n, 'viewer', 'bench' from generate_series(1, $2) as n`,
      [noisy, NOISY],
    );
    await admin.query('vacuum analyze');
  });
  const settings = { user: 'payback_api', password: 'trusted', host: '127.0.0.1', ssl: false };
  const pool = connect({
    statementTimeout: 5_000,
    connections: NOISY + 1,
    settings: () => Promise.resolve({ ...settings, port: database.port, database: database.name }),
  });
  const handler = httpHandler(analyticsOperations(pool), (_route, _request, respond) => respond());
  const ask = async (path: string, organizationId: string, subject: string, more: object = {}) => {
    const end = new Date().toISOString().slice(0, 10);
    const start = new Date(Date.now() - (DAYS - 1) * DAY_MS).toISOString().slice(0, 10);
    const query = { organization_id: organizationId, start_date: start, end_date: end, ...more };
    const answer: unknown = await handler(getEvent(path, query, subject), context);
    return answerSchema.parse(answer);
  };
  const tryOut = (organizationId: string, subject: string) =>
    ask(whatIf.path, organizationId, subject, { provider: 'openai_codex', model: 'gpt-5-mini' });
  /** As a fold does: what is remembered of the organization's figures is to be computed again. */
  const change = (id: string) =>
    admin.query(
      `insert into rollup_folds (organization_id, folded_at) values ($1, clock_timestamp())
       on conflict (organization_id) do update set folded_at = excluded.folded_at`,
      [id],
    );
  const measured = async (count: number, work: () => Promise<{ readonly statusCode: number }>) => {
    const times: number[] = [];
    for (let done = 0; done < count; done++) {
      await change(quiet);
      times.push(
        await timed(async () => {
          const { statusCode } = await work();
          if (statusCode !== 200) throw new Error(`It was answered with ${statusCode}.`);
        }),
      );
    }
    return times;
  };
  const ofQuiet = () => measured(WHAT_IFS, () => tryOut(quiet, 'analyst'));

  try {
    process.env['REQUEST_LIMITS'] = JSON.stringify(stageSettings('prod').limits);
    await ofQuiet();
    const alone = await progress.step('what-ifs of one organization alone', ofQuiet);
    const over = new AbortController();
    let refused = 0;
    const crowd = Array.from({ length: NOISY }, async (_, index) => {
      while (!over.signal.aborted) {
        const { statusCode, headers } = await tryOut(noisy, `noisy-${index + 1}`);
        if (statusCode !== 429) continue;
        refused++;
        await setTimeout(1000 * (headers['retry-after'] ?? 1));
      }
    });
    const beside = await progress.step('beside an organization with forty at a time', ofQuiet);
    over.abort();
    await Promise.all(crowd);

    const free: number[] = [];
    const limited: number[] = [];
    await progress.step('reads with limits and without', async () => {
      // In turns of a hundred reads, so that what the machine does besides is on both sides.
      for (let turn = 0; turn < READS / 50; turn++) {
        const isLimited = turn % 2 === 0;
        if (isLimited) process.env['REQUEST_LIMITS'] = JSON.stringify(stageSettings('prod').limits);
        else delete process.env['REQUEST_LIMITS'];
        const times = await measured(100, () => ask(savingsSummary.path, quiet, 'analyst'));
        (isLimited ? limited : free).push(...times);
      }
    });
    return [besideResult(alone, beside, refused), placesResult(free, limited)];
  } finally {
    delete process.env['REQUEST_LIMITS'];
    await pool.end();
  }
}

const milliseconds = (times: readonly number[]) =>
  `p50 ${median(times).toFixed(1)}, p95 ${quantile(times, 0.95).toFixed(1)} ms`;

function besideResult(alone: readonly number[], beside: readonly number[], refused: number): Result {
  const ratio = quantile(beside, 0.95) / quantile(alone, 0.95);
  return {
    name: `what-if beside ${NOISY} of another organization`,
    measured: `${milliseconds(beside)}; ${refused} refused`,
    baseline: `alone: ${milliseconds(alone)}`,
    ratio,
    target: { text: `p95 ≤ ${MOST_TIMES} times`, met: ratio <= MOST_TIMES },
  };
}

function placesResult(free: readonly number[], limited: readonly number[]): Result {
  const ratio = median(limited) / median(free);
  return {
    name: 'savings summary with limits',
    measured: milliseconds(limited),
    baseline: `without: ${milliseconds(free)}`,
    ratio,
    target: { text: `p50 ≤ ${MOST_FOR_PLACES} times`, met: ratio <= MOST_FOR_PLACES },
  };
}
