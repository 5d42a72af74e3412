import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { executiveSummary } from '../../../lambdas/reports/executive-summary/contract.ts';
import { exportExecutions } from '../../../lambdas/reports/executions-export/contract.ts';
import type { Api } from '../../support/api.ts';
import { readPdf } from '../../support/pdf.ts';
import { createOrganization, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { reportsApi } from './reports.ts';

let database: TestDatabase;
let api: Api;
let own: string;
let foreign: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = reportsApi(database.api);
  own = await createOrganization(database, { name: 'Own' });
  foreign = await createOrganization(database, { name: 'Foreign', members: { bob: 'admin' } });
  await store(database, own, [{ task_id: 'own-task' }]);
  await store(database, foreign, [{ task_id: 'foreign-task', provider: 'foreign_provider' }, {}]);
});
afterAll(() => database.drop());

const asked = [exportExecutions, executiveSummary].flatMap(({ path, query }) =>
  (query?.shape.format.unwrap().options ?? []).map((format): [string, string] => [path, format]),
);

describe.each(asked)('%s as %s', (route, format) => {
  test('tells a member of nothing but their organization', async () => {
    const { status, text, bytes } = await api.call({ route, query: { organization_id: own, format } });
    expect(status).toBe(200);
    const said = format === 'pdf' ? (await readPdf(bytes)).texts.join(' ') : text;
    expect(said).not.toMatch(/foreign/i);
    expect(said).toContain(route.endsWith('summary') ? 'Own' : 'own-task');
  });

  test("another tenant's organization answers exactly as an unknown one, even to an operator", async () => {
    for (const operator of [false, true]) {
      const of = (organization_id: string) =>
        api.call({ route, operator, query: { organization_id, format } });
      const ofForeign = await of(foreign);
      expect(ofForeign.status).toBe(404);
      expect(ofForeign).toEqual(await of(randomUUID()));
    }
  });

  test('without a token there is nothing to see', async () => {
    const query = { organization_id: own, format };
    expect(await api.call({ route, query, subject: null })).toMatchObject({ status: 401 });
  });
});
