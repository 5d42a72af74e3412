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
let tenants = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  api = wholeApi(database.api);
});
afterAll(() => database.drop());

const routes = new Map(allRoutes.map((route) => [route.operationId, route]));
function routeOf(name: string) {
  const route = routes.get(operationOf(name));
  if (!route) throw new Error(`there is no operation ${name}`);
  return route;
}

const asRole: Readonly<
  Record<Role, (tenant: Tenant, other: Tenant) => Pick<TestRequest, 'subject' | 'operator' | 'key'>>
> = {
  nobody: () => ({ subject: null }),
  outsider: (_, other) => ({ subject: other.admin }),
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
    // Of its own, because some requests change what others ask for.
    const tenant = await createTenant(database, api, `tenant-${++tenants}`);
    const other = await createTenant(database, api, `tenant-${++tenants}`);
    const response = await api.call({
      ...request(tenant),
      ...asRole[role](tenant, other),
      method: route.method,
      route: route.path,
    });
    expect(`${response.status} ${response.status === status ? '' : response.text}`).toBe(`${status} `);
    if (role === 'outsider') expect(response.text).not.toContain(tenant.name);
  });

  test.each(KEYS)('%s, as a person in the role: %s', async (_key, role, keyOf) => {
    const tenant = await createTenant(database, api, `tenant-${++tenants}`);
    const route = routeOf(name);
    const response = await api.call({
      ...request(tenant),
      key: keyOf(tenant),
      method: route.method,
      route: route.path,
    });
    const status = inPerson.has(operationOf(name)) ? 403 : statuses[ROLES.indexOf(role)];
    expect(`${response.status} ${response.status === status ? '' : response.text}`).toBe(`${status} `);
  });

  test.each(KEYS)('%s of another organization, as a person who is no member', async (_key, _role, keyOf) => {
    const tenant = await createTenant(database, api, `tenant-${++tenants}`);
    const other = await createTenant(database, api, `tenant-${++tenants}`);
    const route = routeOf(name);
    const response = await api.call({
      ...request(tenant),
      key: keyOf(other),
      method: route.method,
      route: route.path,
    });
    const status = statuses[ROLES.indexOf('outsider')];
    expect(`${response.status} ${response.status === status ? '' : response.text}`).toBe(`${status} `);
    expect(response.text).not.toContain(tenant.name);
  });
});
