import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { dataExtent } from '../../../lambdas/analytics/data-extent/contract.ts';
import { explainExecution, listExecutions } from '../../../lambdas/analytics/executions/contract.ts';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { savingsSummary } from '../../../lambdas/analytics/savings-summary/contract.ts';
import { whatIf } from '../../../lambdas/analytics/what-if/contract.ts';
import { exportExecutions } from '../../../lambdas/reports/executions-export/contract.ts';
import { fold } from '../../../lambdas/rollup/fold.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization, createPrice } from '../../support/fixture.ts';
import { daysAgo, keepFor, runTwice, sendOld } from '../../support/retention.ts';
import { reportsApi } from '../reports/reports.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;
let organization_id: string;
const id = randomUUID();

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(analyticsOperations, database.api);
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000001' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.000005' });
  organization_id = await createOrganization(database);
  await sendOld(database, organization_id, [20], { id });
  await sendOld(database, organization_id, [1, 20, 21]);
  await fold(database.rollup, () => false);
  await keepFor(database, organization_id, 5);
  await runTwice(database);
});
afterAll(() => database.drop());

const gone = () => ({
  organization_id,
  start_date: daysAgo(25).slice(0, 10),
  end_date: daysAgo(15).slice(0, 10),
});

test('of days that are gone, figures answer as before and single executions as none', async () => {
  expect(await api.result(listExecutions, { query: gone() })).toMatchObject({
    executions: [],
    next_cursor: null,
  });
  expect(await api.result(savingsSummary, { query: gone() })).toMatchObject({ tasks: 3 });
  expect(await api.result(whatIf, { query: { ...gone(), provider: 'slow' } })).toMatchObject({
    usage: { not_kept: 3 },
  });
  expect(await api.problem(explainExecution, { path: { id }, query: { organization_id } })).toMatchObject({
    status: 404,
  });
  const exported = await reportsApi(database.api).call({
    route: exportExecutions.path,
    query: { ...gone(), format: 'ndjson' },
  });
  expect(exported).toMatchObject({ status: 200, text: '' });
  expect(await api.result(dataExtent, { query: { organization_id } })).toMatchObject({
    first_day: daysAgo(21).slice(0, 10),
  });
});
