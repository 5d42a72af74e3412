import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { allRoutes } from '../../lib/routes.ts';
import type { Api } from '../support/api.ts';
import type { TestRequest } from '../support/http-event.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { wholeApi } from './support/api.ts';
import { inPerson, operationOf, ROLES, specimens, type Role } from './support/specimens.ts';
import { createTenant, type Tenant } from './support/tenant.ts';

let database: TestDatabase;
let api: Api;
/** What is asked of it is refused, or only read: it stays as it was. */
let untouched: Tenant;
let other: Tenant;
let tenants = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  api = wholeApi(database.api);
  untouched = await createTenant(database, api, 'untouched');
  other = await createTenant(database, api, 'other');
});
afterAll(() => database.drop());

const routes = new Map(allRoutes.map((route) => [route.operationId, route]));
function routeOf(name: string) {
  const route = routes.get(operationOf(name));
  if (!route) throw new Error(`there is no operation ${name}`);
  return route;
}

/** One of its own for what changes it, because that is what others ask for. */
const tenantFor = async (method: string, status: number | undefined): Promise<Tenant> =>
  method === 'GET' || status === undefined || status >= 400
    ? untouched
    : createTenant(database, api, `tenant-${++tenants}`);

const asRole: Readonly<Record<Role, (tenant: Tenant) => Pick<TestRequest, 'subject' | 'operator' | 'key'>>> =
  {
    nobody: () => ({ subject: null }),
    outsider: () => ({ subject: other.admin }),
    viewer: ({ viewer }) => ({ subject: viewer }),
    admin: ({ admin }) => ({ subject: admin }),
    operator: () => ({ subject: 'olga', operator: true }),
  };

/** An API key acts as one of the roles, except where it takes a person. */
const KEYS = [
  ['a key to read', 'viewer', ({ keys }: Tenant) => keys.read],
  ['a key to write', 'admin', ({ keys }: Tenant) => keys.write],
] as const;

test('each operation of the API has a request here', () => {
  expect(new Set(Object.keys(specimens).map(operationOf))).toEqual(new Set(routes.keys()));
});

describe.each(Object.entries(specimens))('%s', (name, { request, statuses }) => {
  test.each(ROLES.map((role, index) => [role, statuses[index]] as const))('%s: %d', async (role, status) => {
    const route = routeOf(name);
    const tenant = await tenantFor(route.method, status);
    const response = await api.call({
      ...request(tenant),
      ...asRole[role](tenant),
      method: route.method,
      route: route.path,
    });
    expect(`${response.status} ${response.status === status ? '' : response.text}`).toBe(`${status} `);
    if (role === 'outsider') expect(response.text).not.toContain(tenant.name);
  });

  test.each(KEYS)('%s, as a person in the role: %s', async (_key, role, keyOf) => {
    const route = routeOf(name);
    const status = inPerson.has(operationOf(name)) ? 403 : statuses[ROLES.indexOf(role)];
    const tenant = await tenantFor(route.method, status);
    const response = await api.call({
      ...request(tenant),
      key: keyOf(tenant),
      method: route.method,
      route: route.path,
    });
    expect(`${response.status} ${response.status === status ? '' : response.text}`).toBe(`${status} `);
  });

  test.each(KEYS)('%s of another organization, as a person who is no member', async (_key, _role, keyOf) => {
    const route = routeOf(name);
    const status = statuses[ROLES.indexOf('outsider')];
    const tenant = await tenantFor(route.method, status);
    const response = await api.call({
      ...request(tenant),
      key: keyOf(other),
      method: route.method,
      route: route.path,
    });
    expect(`${response.status} ${response.status === status ? '' : response.text}`).toBe(`${status} `);
    expect(response.text).not.toContain(tenant.name);
  });
});
