import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as z from 'zod';
import { allRoutes } from '../../lib/routes.ts';
import type { Limits } from '../../shared/http/limits.ts';
import type { Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { wholeApi } from './support/api.ts';
import { operationOf, specimens } from './support/specimens.ts';
import { createTenant, type Tenant } from './support/tenant.ts';

const ONE = { person: 1, organization: 1 };
const LIMITS: Limits = {
  requests: { person: 100, organization: 100 },
  requests_per_minute: { person: 10_000, organization: 10_000 },
  what_ifs: ONE,
  exports: ONE,
};

let database: TestDatabase;
let api: Api;
let tenant: Tenant;
beforeAll(async () => {
  database = await createTestDatabase();
  api = wholeApi(database.api);
  tenant = await createTenant(database, api, 'limited');
  process.env['REQUEST_LIMITS'] = JSON.stringify(LIMITS);
});
afterAll(async () => {
  delete process.env['REQUEST_LIMITS'];
  await database.drop();
});

const routes = new Map(allRoutes.map((route) => [route.operationId, route]));
/** Those that answer with a file, each asked for one, and what-ifs. */
const expensive = Object.entries(specimens).flatMap(([name, { request, statuses }]) => {
  const route = routes.get(operationOf(name));
  const isFile = route?.files !== undefined;
  if (!route || (!isFile && route.operationId !== 'getWhatIf') || statuses[3] >= 300) return [];
  const named = z.looseObject({ format: z.unknown().optional() }).parse(route.query?.shape ?? {});
  const more: Record<string, string> = isFile && named.format !== undefined ? { format: 'csv' } : {};
  return [{ name, route, request, more }];
});

test('there are some', () => expect(expensive.length).toBeGreaterThan(4));

test.each(expensive)('$name: one at once', async ({ route, request, more }) => {
  const asked = request(tenant);
  const kind = route.files === undefined ? 'what_ifs' : 'exports';
  const call = async () =>
    (
      await api.call({
        ...asked,
        query: { ...asked.query, ...more },
        method: route.method,
        route: route.path,
        subject: tenant.admin,
      })
    ).status;
  const holder = database.connectAs('payback_api');
  await holder.transaction(async ({ query }) => {
    await query(`select take_place('person ${kind} ${tenant.admin}', 1)`);
    expect(await call()).toBe(429);
  });
  await holder.end();
  expect(await call()).toBeLessThan(400);
});
