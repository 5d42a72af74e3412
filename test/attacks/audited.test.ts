import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { allRoutes } from '../../lib/routes.ts';
import { recordAccess } from '../../shared/http/record-access.ts';
import type { Api } from '../support/api.ts';
import type { TestRequest } from '../support/http-event.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { wholeApi } from './support/api.ts';
import { operationOf, specimens, type Specimen } from './support/specimens.ts';
import { createTenant, type Tenant } from './support/tenant.ts';

let database: TestDatabase;
/** Arranges; leaves no entries of reading. */
let api: Api;
let watched: Api;
/** Of what is refused: it stays as it was. */
let untouched: Tenant;
let unrecorded = 0;
let tenants = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  api = wholeApi(database.api);
  watched = wholeApi(
    database.api,
    recordAccess(database.api, () => (unrecorded += 1)),
  );
  untouched = await newTenant();
});
afterAll(() => database.drop());

const routes = new Map(allRoutes.map((route) => [route.operationId, route]));
const routeOf = (name: string) => {
  const route = routes.get(operationOf(name));
  if (!route) throw new Error(`there is no operation ${name}`);
  return route;
};

const newTenant = () => createTenant(database, api, `audited-${++tenants}`);
const ask = (name: string, request: Omit<TestRequest, 'route' | 'method'>) =>
  watched.call({ ...request, method: routeOf(name).method, route: routeOf(name).path });

const entries = z.array(
  z.object({
    id: z.string(),
    actor: z.string(),
    action: z.string(),
    organization_id: z.string().nullable(),
    resource_type: z.string(),
    subject: z.string(),
    address: z.string().nullable(),
    user_agent: z.string().nullable(),
  }),
);
/** The entries that some work has left behind. */
async function leftBy(work: () => Promise<unknown>) {
  const { rows: before } = await database.admin.query('select coalesce(max(id), 0) as id from audit_log');
  await work();
  const { rows } = await database.admin.query(
    `select id::text, actor, action, organization_id, resource_type, subject, host(address) as address, user_agent
     from audit_log where id > $1 order by id`,
    [before[0]?.id],
  );
  return entries.parse(rows);
}
async function refusalsOf(subject: string) {
  const { rows } = await database.admin.query(
    'select operation, organization_id, refusals::integer from refused_access where subject = $1 order by 1, 2',
    [subject],
  );
  return rows;
}

const all = Object.entries(specimens);
const [VIEWER, ADMIN, OPERATOR] = [2, 3, 4] as const;
/** By an id alone: whose it is is not known to who is not let in. */
const namesNone = new Set(['getPrice', 'getErasure']);
const isFile = (name: string) => name.startsWith('export');
const changing = all.filter(([name]) => routeOf(name).method !== 'GET' && !routeOf(name).reads);
/** Those that a viewer gets something of one organization by. */
const reading = all.filter(
  ([name, { request, statuses }]) =>
    (routeOf(name).method === 'GET' || routeOf(name).reads) &&
    statuses[1] === 404 &&
    !isFile(name) &&
    request,
);

async function asAllowed(specimen: Specimen, tenant: Tenant, name: string) {
  const byOperator = specimen.statuses[ADMIN] >= 300;
  const response = await ask(name, {
    ...specimen.request(tenant),
    ...(byOperator ? { subject: 'olga', operator: true } : { subject: tenant.admin }),
  });
  expect(`${response.status} ${response.text}`).toMatch(/^2/);
  return byOperator ? 'olga' : tenant.admin;
}

describe('a change leaves exactly one entry', () => {
  test('there are many', () => expect(changing.length).toBeGreaterThan(14));

  test.each(changing)('%s', async (name, specimen) => {
    const tenant = await newTenant();
    let actor = '';
    const left = await leftBy(async () => (actor = await asAllowed(specimen, tenant, name)));
    // A price that moves by more than a tenth is told of besides.
    const own = left.filter(({ action }) => action !== 'price.changed');
    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({ actor, address: '127.0.0.1', user_agent: 'test' });
    if (name === 'eraseUserData') {
      expect(own[0]).toMatchObject({ action: 'delete_data', resource_type: 'user_data' });
    } else {
      expect(own[0]?.action).toMatch(/^[a-z_]+\.[a-z_]+$/);
      // Executions are voided and restored by a void, whose id is told.
      const isOfVoid = name === 'createVoid' || name === 'restoreVoid';
      expect(own[0]?.resource_type).toBe(isOfVoid ? 'void' : own[0]?.action.split('.')[0]);
    }
    // Null: a list price.
    const about = [null, tenant.organizationId];
    if (name !== 'createOrganization') expect(about).toContain(own[0]?.organization_id);
  });

  test.each(changing)('%s, refused: none, and counts', async (name, { request }) => {
    const outsider = `outsider-${name}`;
    const left = await leftBy(async () => {
      for (let time = 0; time < 3; time += 1) await ask(name, { ...request(untouched), subject: outsider });
    });
    expect(left).toEqual([]);
    const refused = await refusalsOf(outsider);
    expect(refused).toMatchObject([{ operation: operationOf(name), refusals: 3 }]);
  });
});

test.each([
  ['createVoid', 'execution.void_tried'],
  ['correctPrice', 'price.correction_tried'],
])('a dry run of %s tells figures, and leaves one entry', async (name, action) => {
  const tenant = await newTenant();
  const { path, body } = specimens[name]?.request(tenant) ?? {};
  const tried = { ...z.looseObject({}).parse(body), dry_run: true };
  const left = await leftBy(async () => {
    const response = await ask(name, { ...(path && { path }), body: tried, subject: tenant.admin });
    expect(response.status).toBe(201);
  });
  expect(left).toMatchObject([{ actor: tenant.admin, action, organization_id: tenant.organizationId }]);
});

describe('a read leaves one entry an hour', () => {
  test('there are many', () => expect(reading.length).toBeGreaterThan(18));

  test.each(reading)('%s', async (name, { request, statuses }) => {
    const tenant = await newTenant();
    const byViewer = statuses[VIEWER] < 300;
    const subject = byViewer ? tenant.viewer : tenant.admin;
    const left = await leftBy(async () => {
      for (let time = 0; time < 2; time += 1) {
        // What is remembered is the process's: another one writes again.
        const other = wholeApi(
          database.api,
          recordAccess(database.api, () => (unrecorded += 1)),
        );
        for (const each of [watched, other]) {
          const { method, path } = routeOf(name);
          const response = await each.call({ ...request(tenant), subject, method, route: path });
          expect(response.status).toBeLessThan(300);
        }
      }
    });
    expect(left).toHaveLength(1);
    expect(left[0]).toMatchObject({
      actor: subject,
      action: 'view_analytics',
      organization_id: tenant.organizationId,
      subject: operationOf(name),
      address: '127.0.0.1',
      user_agent: 'test',
    });
  });

  test.each(reading)('%s by an operator: where it is allowed', async (name, { request, statuses }) => {
    const tenant = await newTenant();
    const olga = `olga-${name}`;
    const left = await leftBy(() => ask(name, { ...request(tenant), subject: olga, operator: true }));
    const isAllowed = statuses[OPERATOR] < 300;
    expect(left.map(({ actor, organization_id }) => [actor, organization_id])).toEqual(
      isAllowed ? [[olga, tenant.organizationId]] : [],
    );
    expect((await refusalsOf(olga)).length).toBe(isAllowed ? 0 : 1);
  });

  test.each(reading)('%s of another tenant: none, and counts', async (name, { request }) => {
    const other = await newTenant();
    expect(await leftBy(() => ask(name, { ...request(untouched), subject: other.admin }))).toEqual([]);
    const operation = operationOf(name);
    const organization_id = namesNone.has(operation) ? null : untouched.organizationId;
    expect(await refusalsOf(other.admin)).toEqual([{ operation, organization_id, refusals: 1 }]);
  });
});

describe('an operator who names no organization leaves an entry with each one that is told of', () => {
  const viewsOf = (left: Awaited<ReturnType<typeof leftBy>>, { organizationId }: Tenant) =>
    left.filter(({ organization_id }) => organization_id === organizationId);

  test.each(['listOrganizations', 'listRecalculations'])('%s', async (name) => {
    const [one, two] = [await newTenant(), await newTenant()];
    const olga = { subject: `olga-${name}-of-all`, operator: true };
    const left = await leftBy(async () => {
      for (let time = 0; time < 2; time += 1) {
        expect(await ask(name, { query: { limit: '200' }, ...olga })).toMatchObject({ status: 200 });
      }
    });
    for (const tenant of [one, two]) {
      expect(viewsOf(left, tenant)).toMatchObject([
        { actor: olga.subject, action: 'view_analytics', subject: name, address: '127.0.0.1' },
      ]);
    }
  });

  test('but none with those that they are a member of, and a member none', async () => {
    const [own, other] = [await newTenant(), await newTenant()];
    const left = await leftBy(async () => {
      await ask('listOrganizations', { query: { limit: '200' }, subject: own.admin, operator: true });
      await ask('listOrganizations', { query: { limit: '200' }, subject: other.admin });
    });
    expect(viewsOf(left, own)).toEqual([]);
    expect(viewsOf(left, other).map(({ actor }) => actor)).toEqual([own.admin]);
  });
});

test('an organization that there is not is counted as none, in one row', async () => {
  const nowhere = ['0198c2a4-6f5e-7b1c-9d3e-5a2b7c8d9e0f', '0198c2a4-6f5e-7b1c-9d3e-5a2b7c8d9e10'];
  for (const id of nowhere) await ask('getOrganization', { path: { id }, subject: 'guesser' });
  expect(await refusalsOf('guesser')).toEqual([
    { operation: 'getOrganization', organization_id: null, refusals: 2 },
  ]);
});

test('an API key is named by its id', async () => {
  const tenant = await newTenant();
  const left = await leftBy(() =>
    ask('getSavingsSummary', { query: { organization_id: tenant.organizationId }, key: tenant.keys.read }),
  );
  expect(left.map(({ actor, action }) => [actor, action])).toEqual([
    [`api-key:${tenant.ids.apiKey}`, 'view_analytics'],
  ]);
});

test('nothing was left out', () => expect(unrecorded).toBe(0));
