import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { explainExecution, listExecutions } from '../../lambdas/analytics/executions/contract.ts';
import { analyticsOperations } from '../../lambdas/analytics/operations.ts';
import { putMember, updateOrganization } from '../../lambdas/organizations/contract.ts';
import { exportExecutions } from '../../lambdas/reports/executions-export/contract.ts';
import { exportUserData } from '../../lambdas/user-data/contract.ts';
import { allRoutes } from '../../lib/routes.ts';
import { apiOf, type Api } from '../support/api.ts';
import { parseCsv } from '../support/csv.ts';
import { createOrganization, createPrice, store } from '../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { reportsApi } from './reports/reports.ts';
import { userDataApi } from './user-data/user-data.ts';

let database: TestDatabase;
let analytics: Api;
let reports: Api;
let people: Api;
let organization_id: string;
let person: string;
const id = randomUUID();
const other = randomUUID();

beforeAll(async () => {
  database = await createTestDatabase();
  analytics = apiOf(analyticsOperations, database.api);
  reports = reportsApi(database.api);
  people = userDataApi(database.api);
  await createPrice(database, { provider: 'fast', costPerUnit: '0.001' });
  organization_id = await createOrganization(database, { members: { alice: 'admin' } });
  await store(database, organization_id, [
    { id, user_id: 'ann' },
    { id: other, user_id: 'bob' },
  ]);
  const { rows } = await database.admin.query('select user_id from task_executions where id = $1', [id]);
  person = z.array(z.object({ user_id: z.guid() })).parse(rows)[0]?.user_id ?? '';
});
afterAll(() => database.drop());

const allow = (figures_by_person: boolean) =>
  people.result(updateOrganization, { path: { id: organization_id }, body: { figures_by_person } });

const exported = (format: string) => ({
  route: exportExecutions.path,
  query: { organization_id, format },
});

/** Every way to an execution, as whose it is told to be. */
const ways: Readonly<Record<string, () => Promise<unknown>>> = {
  [listExecutions.operationId]: async () => {
    const { executions } = await analytics.result(listExecutions, { query: { organization_id } });
    return executions.find((execution) => execution.id === id)?.user_id;
  },
  [explainExecution.operationId]: async () => {
    const asked = { path: { id }, query: { organization_id } };
    return (await analytics.result(explainExecution, asked)).user_id;
  },
  [`${exportExecutions.operationId} csv`]: async () => {
    const [header = [], ...records] = parseCsv((await reports.call(exported('csv'))).text);
    const record = records.find((each) => each[header.indexOf('id')] === id);
    // An empty cell is what is not known.
    return record?.[header.indexOf('user_id')] || null;
  },
  [`${exportExecutions.operationId} ndjson`]: async () => {
    const { text } = await reports.call(exported('ndjson'));
    const rows = text.split('\n').filter(Boolean);
    const row = z.object({ id: z.string(), user_id: z.string().nullable() });
    return rows.map((line) => row.parse(JSON.parse(line))).find((each) => each.id === id)?.user_id;
  },
};

const filtering = {
  [listExecutions.operationId]: () =>
    analytics.call({ route: listExecutions.path, query: { organization_id, user_id: person } }),
  [exportExecutions.operationId]: () =>
    reports.call({ route: exportExecutions.path, query: { organization_id, user_id: person } }),
};

test.each(Object.entries(ways))(
  '%s tells whose it is only where the organization says so',
  async (_name, read) => {
    expect(await read()).toBeNull();
    await allow(true);
    expect(await read()).toBe(person);
    await allow(false);
    expect(await read()).toBeNull();
  },
);

test.each(Object.entries(filtering))(
  '%s is filtered by person only where it says so',
  async (_name, read) => {
    const refused = await read();
    expect(refused).toMatchObject({ status: 403 });
    // Named, so that whoever reads it knows what to change.
    expect(refused.text).toContain('figures_by_person');
    await allow(true);
    const answer = await read();
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(id);
    expect(answer.text).not.toContain(other);
    await allow(false);
  },
);

test('an export of one’s own data has it in any case', async () => {
  await people.result(putMember, {
    path: { id: organization_id, subject: 'alice' },
    body: { role: 'admin', user_id: 'ann' },
  });
  const { text } = await people.call({ route: exportUserData.path, query: { organization_id } });
  const { users } = z.object({ users: z.array(z.looseObject({ id: z.string() })) }).parse(JSON.parse(text));
  expect(users.map((user) => user.id)).toEqual([person]);
});

test('no other route answers with who ran something, or takes it as a filter', () => {
  const named = (schema: z.ZodType | undefined) =>
    schema !== undefined &&
    JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })).includes('"user_id"');
  const routes = Object.values(allRoutes);
  const telling = routes.filter((route) => named(route.result)).map((route) => route.operationId);
  expect(telling).toEqual([listExecutions.operationId, explainExecution.operationId]);
  const filtered = routes.filter((route) => route.method === 'GET' && named(route.query));
  expect(filtered.map((route) => route.operationId).sort()).toEqual(
    [...Object.keys(filtering), exportUserData.operationId].sort(),
  );
});
