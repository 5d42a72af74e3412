import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { getCoverage } from '../../lambdas/analytics/coverage/contract.ts';
import { listExecutions } from '../../lambdas/analytics/executions/contract.ts';
import { analyticsOperations } from '../../lambdas/analytics/operations.ts';
import { savingsSummary } from '../../lambdas/analytics/savings-summary/contract.ts';
import { whatIf } from '../../lambdas/analytics/what-if/contract.ts';
import { listAnomalies } from '../../lambdas/anomalies/contract.ts';
import { anomaliesOperations } from '../../lambdas/anomalies/operations.ts';
import { exportExecutions } from '../../lambdas/reports/executions-export/contract.ts';
import { recalculate } from '../../shared/recalculation/recalculate.ts';
import { apiOf, type Api } from '../support/api.ts';
import { createOrganization, createPrice, store } from '../support/fixture.ts';
import { differing, request } from '../support/recalculations.ts';
import { drift } from '../support/reconcile.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { reportsApi } from './reports/reports.ts';

const HOUR = 3_600_000;
let database: TestDatabase;
let analytics: Api;
let anomalies: Api;
let reports: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  analytics = apiOf(analyticsOperations, database.api);
  anomalies = apiOf(anomaliesOperations, database.api);
  reports = reportsApi(database.api);
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000020000003' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000010000001' });
});
afterAll(() => database.drop());

/** The date on the clocks of a zone, by JavaScript's own time zone data. */
const dateOn = (timeZone: string, at: number) =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);

/** Around a change and the midnights beside it, to the millisecond. */
function startsAround(change: number): number[] {
  const away = [-25, -24, -12, -2, -1.5, -1, -0.75, -0.5, 0, 0.5, 0.75, 1, 1.5, 2, 12, 23, 24, 25];
  return away.flatMap((hours) => [change + hours * HOUR - 1, change + hours * HOUR]);
}

/** How many executions each reader finds in a range of reporting days. */
async function found(organization_id: string, start_date: string, end_date: string) {
  const query = { organization_id, start_date, end_date };
  const summary = await analytics.result(savingsSummary, { query });
  const coverage = await analytics.result(getCoverage, { query });
  const { usage } = await analytics.result(whatIf, { query: { ...query, provider: 'slow' } });
  const { executions } = await analytics.result(listExecutions, { query: { ...query, limit: '200' } });
  const flagged = await anomalies.result(listAnomalies, { query: { ...query, limit: '200' } });
  const { text } = await reports.call({
    route: exportExecutions.path,
    query: { ...query, format: 'ndjson' },
  });
  const exported = text.split('\n').slice(0, -1);
  return {
    summary: summary.tasks,
    coverage: coverage.coverage.executions,
    whatIf: usage.tasks,
    notKept: usage.not_kept,
    list: executions.length,
    flags: flagged.anomalies.length,
    open: flagged.open.negative_savings,
    exported: exported.length,
  };
}

test.each([
  ['Atlantic/Azores', 'a midnight that comes twice', '2025-10-26T01:00:00Z'],
  ['America/Havana', 'a midnight that comes twice', '2025-11-02T05:00:00Z'],
  ['America/Havana', 'a midnight that does not come', '2025-03-09T05:00:00Z'],
  ['America/Santiago', 'clocks that go back at midnight', '2025-04-06T03:00:00Z'],
  ['America/Santiago', 'a midnight that does not come', '2025-09-07T04:00:00Z'],
  ['Asia/Beirut', 'a midnight that does not come', '2025-03-29T22:00:00Z'],
  ['Africa/Cairo', 'a midnight that does not come', '2025-04-24T22:00:00Z'],
  ['America/Nuuk', 'clocks that go forward to midnight', '2025-03-30T01:00:00Z'],
  ['Australia/Lord_Howe', 'half an hour of summer time', '2025-04-05T15:00:00Z'],
  ['Pacific/Chatham', 'three quarters of an hour', '2025-04-05T14:00:00Z'],
  ['Asia/Kathmandu', 'three quarters of an hour, always', '2025-10-31T18:15:00Z'],
])('%s, %s: every reader finds the same executions of a day', async (timeZone, _what, change) => {
  const starts = startsAround(Date.parse(change));
  const organization = await createOrganization(database, { timeZone });
  // Each costs more than the baseline would, so each is flagged.
  const sent = starts.map((at) => ({
    id: randomUUID(),
    provider: 'fast',
    start_time: new Date(at).toISOString(),
    end_time: new Date(at + 1000).toISOString(),
  }));
  await store(database, organization, sent);
  const byDay = Map.groupBy(starts, (at) => dateOn(timeZone, at));
  const days = [...byDay.keys()].sort();
  const all = (tasks: number) => ({
    summary: tasks,
    coverage: tasks,
    whatIf: tasks,
    notKept: 0,
    list: tasks,
    flags: tasks,
    open: tasks,
    exported: tasks,
  });
  for (const [day, own] of byDay) {
    expect({ day, ...(await found(organization, day, day)) }).toEqual({ day, ...all(own.length) });
  }
  const [first = '', last = ''] = [days.at(0), days.at(-1)];
  expect(await found(organization, first, last)).toEqual(all(starts.length));
  expect(await drift(database, 'current_measures')).toEqual([]);

  // Another baseline from the first of them on: each costs something else.
  await database.admin.query(
    "update organization_baselines set provider = 'fast' where organization_id = $1",
    [organization],
  );
  await request(database, organization, new Date(Math.min(...starts)).toISOString(), 'infinity');
  const worker = database.connectAs('payback_pricing', { connections: 2 });
  await recalculate(worker, { timeIsUp: () => false, batchSize: 7 });
  await worker.end();
  expect(await differing(database, organization)).toEqual([]);
  expect(await drift(database, 'current_measures')).toEqual([]);
});
