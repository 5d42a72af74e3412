import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { allRoutes } from '../../lib/routes.ts';
import type { Api } from '../support/api.ts';
import type { TestRequest } from '../support/http-event.ts';
import { everything } from '../support/price-book.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { wholeApi } from './support/api.ts';
import { operationOf, specimens } from './support/specimens.ts';
import { createTenant, ID_KINDS, type Tenant } from './support/tenant.ts';

let database: TestDatabase;
let api: Api;
let victim: Tenant;
/** One for all cases: each finds everything as it was. */
let attacker: Tenant;

beforeAll(async () => {
  database = await createTestDatabase();
  api = wholeApi(database.api);
  victim = await createTenant(database, api, 'victim');
  attacker = await createTenant(database, api, 'attacker');
});
afterAll(() => database.drop());

const routes = new Map(allRoutes.map((route) => [route.operationId, route]));
type Asked = Pick<TestRequest, 'path' | 'query' | 'body'>;

/** What a request of a tenant names of it, each with the same of another. */
function namedIn(asked: Asked, own: Tenant, foreign: Tenant) {
  const pairs = [
    ['organization', own.organizationId, foreign.organizationId] as const,
    ['member', own.viewer, foreign.viewer] as const,
    ...ID_KINDS.map((kind) => [kind, own.ids[kind], foreign.ids[kind]] as const),
  ];
  return pairs.filter(([, id]) => JSON.stringify(asked).includes(id));
}

/** Which kinds of ids a specimen's request has, found with a tenant that exists on paper alone. */
function kindsOf(request: (tenant: Tenant) => Asked): string[] {
  const paper = (name: string): Tenant => ({
    name,
    organizationId: randomUUID(),
    admin: `${name}-admin`,
    viewer: `${name}-viewer`,
    principal: 'AROAONPAPERALONE00001',
    ids: {
      execution: randomUUID(),
      baseline: randomUUID(),
      price: randomUUID(),
      factor: randomUUID(),
      recalculation: randomUUID(),
      anomaly: randomUUID(),
      void: randomUUID(),
      apiKey: randomUUID(),
      erasure: randomUUID(),
    },
    keys: { read: `${name}-key`, write: `${name}-key` },
  });
  const own = paper('own');
  return namedIn(request(own), own, paper('foreign')).map(([kind]) => kind);
}

const cases = Object.entries(specimens).flatMap(([name, { request }]) =>
  kindsOf(request).map((kind) => [name, kind] as const),
);

test('most operations name something', () => {
  expect(cases.length).toBeGreaterThan(35);
});

describe.each(cases)("%s with another tenant's %s", (name, kind) => {
  test('answers an admin as if it did not exist, and changes nothing', async () => {
    const route = routes.get(operationOf(name));
    const specimen = specimens[name];
    if (!route || !specimen) throw new Error(`there is no operation ${name}`);
    const asked = specimen.request(attacker);
    const [, own, foreign] = namedIn(asked, attacker, victim).find(([each]) => each === kind) ?? [];
    if (own === undefined || foreign === undefined) throw new Error(`no ${kind} in ${name}`);
    const unknown = kind === 'member' ? 'nobody-known' : randomUUID();
    const swapped = (id: string): Asked => JSON.parse(JSON.stringify(asked).replaceAll(own, id));
    const call = (id: string) =>
      api.call({ ...swapped(id), subject: attacker.admin, method: route.method, route: route.path });

    const before = await everything(database, 'schema_');
    const ofForeign = await call(foreign);
    const ofUnknown = await call(unknown);
    expect(await everything(database, 'schema_')).toEqual(before);
    expect(ofForeign.status).toBe(404);
    // An answer may repeat the id that was asked for.
    expect({ ...ofForeign, bytes: '', text: ofForeign.text.replaceAll(foreign, unknown), body: '' }).toEqual({
      ...ofUnknown,
      bytes: '',
      body: '',
    });
  });
});
