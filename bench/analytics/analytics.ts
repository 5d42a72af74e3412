import type pg from 'pg';
import * as z from 'zod';
import { costsByProvider } from '../../lambdas/analytics/costs-by-provider/contract.ts';
import { savingsSummary } from '../../lambdas/analytics/savings-summary/contract.ts';
import { taskPerformance } from '../../lambdas/analytics/task-performance/contract.ts';
import { usageMetrics } from '../../lambdas/analytics/usage-metrics/contract.ts';
import { timed } from '../support/clock.ts';
import type { Invoke } from '../support/load-bundle.ts';
import type { Organization } from '../support/population.ts';
import { createRandom } from '../support/random.ts';
import type { Result } from '../support/report.ts';
import { sqlFile } from '../support/sql-file.ts';
import { median, quantile } from '../support/statistics.ts';
import { getEvent } from './event.ts';

const DAYS = 90;
const DAY_MS = 86_400_000;
const MOST_MS = 20;
const WARM_UP = 20;

/** What is measured, and the same from raw rows. */
export const endpoints = [
  { route: savingsSummary, sql: sqlFile('./savings-summary.sql', import.meta.url), preceding: true },
  { route: costsByProvider, sql: sqlFile('./costs-by-provider.sql', import.meta.url) },
  { route: taskPerformance, sql: sqlFile('./task-performance.sql', import.meta.url) },
  { route: usageMetrics, sql: sqlFile('./usage-metrics.sql', import.meta.url) },
] as const;
type Endpoint = (typeof endpoints)[number];

const responseSchema = z.object({ statusCode: z.literal(200) });

/** Times of each endpoint's handler, and of the same figures from raw rows, once for every organization, shuffled. */
export async function benchmarkAnalytics(
  admin: pg.Client,
  organizations: readonly Organization[],
  invoke: Invoke,
): Promise<Result[]> {
  const ids = organizations.map(({ id }) => id);
  const results: Result[] = [];
  for (const endpoint of endpoints) {
    const served = await measureEndpoint(endpoint, ids, invoke);
    const computed: number[] = [];
    for (const id of shuffle(ids))
      computed.push(await timed(() => admin.query(endpoint.sql, parametersOf(endpoint, id))));
    results.push(resultOf(endpoint, served, computed));
  }
  return results;
}

/** @returns milliseconds of the handler for each organization */
export async function measureEndpoint(
  { route }: Endpoint,
  organizationIds: readonly string[],
  invoke: Invoke,
): Promise<number[]> {
  const call = async (id: string, query = queryOf(id)) =>
    responseSchema.parse(await invoke(getEvent(route.path, query)));
  const shuffled = shuffle(organizationIds);
  // Of other days: what was asked for once is remembered.
  for (const id of shuffled.slice(-WARM_UP)) await call(id, ofLastDay(queryOf(id)));
  const served: number[] = [];
  for (const id of shuffled) served.push(await timed(() => call(id)));
  return served;
}

const ofLastDay = (query: ReturnType<typeof queryOf>) => ({ ...query, start_date: query.end_date });

function resultOf({ route }: Endpoint, served: readonly number[], computed: readonly number[]): Result {
  const p95 = quantile(served, 0.95);
  const both = (values: readonly number[]) =>
    `p50 ${median(values).toFixed(1)}, p95 ${quantile(values, 0.95).toFixed(1)} ms`;
  return {
    name: `GET ${route.path.replace('/api/v1/', '')}`,
    measured: both(served),
    baseline: `raw rows: ${both(computed)}`,
    ratio: p95 / quantile(computed, 0.95),
    target: { text: `p95 ≤ ${MOST_MS} ms`, met: p95 <= MOST_MS },
  };
}

function shuffle(ids: readonly string[]): string[] {
  const random = createRandom(2);
  return ids
    .map((id) => ({ id, order: random.share() }))
    .sort((left, right) => left.order - right.order)
    .map(({ id }) => id);
}

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

function queryOf(organizationId: string) {
  return { organization_id: organizationId, start_date: daysAgo(DAYS - 1), end_date: daysAgo(0) };
}

function parametersOf(endpoint: Endpoint, organizationId: string): string[] {
  const { start_date: start, end_date: end } = queryOf(organizationId);
  return 'preceding' in endpoint
    ? [organizationId, start, end, daysAgo(2 * DAYS - 1)]
    : [organizationId, start, end];
}
