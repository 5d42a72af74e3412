import { expect, test } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { analyticsOperations } from '../../lambdas/analytics/operations.ts';
import { anomaliesOperations } from '../../lambdas/anomalies/operations.ts';
import type { routes as healthRoutes } from '../../lambdas/health/contract.ts';
import { healthOperations } from '../../lambdas/health/operations.ts';
import { liveOperations } from '../../lambdas/live/operations.ts';
import { organizationsOperations } from '../../lambdas/organizations/operations.ts';
import { pricingOperations } from '../../lambdas/pricing/operations.ts';
import { reportsOperations } from '../../lambdas/reports/operations.ts';
import { userDataOperations } from '../../lambdas/user-data/operations.ts';
import { allRoutes, routesOfSlices, type SliceName } from '../../lib/routes.ts';
import { connect } from '../../shared/database/database.ts';
import type { Operations } from '../../shared/http/operation.ts';

const unused = () => Promise.reject(new Error('not to be used'));
const database = connect({ statementTimeout: 1, settings: unused });

/** One of each slice: a slice that is not here does not compile. */
const operations: { readonly [Slice in SliceName]: Operations<(typeof routesOfSlices)[Slice]> } = {
  analytics: analyticsOperations(database),
  reports: reportsOperations({
    database,
    bucket: { begin: unused },
    dashboardUrl: 'https://payback.example',
    clock: Date.now,
  }),
  'user-data': userDataOperations({ database, bucket: { begin: unused }, hashesOf: unused, clock: Date.now }),
  organizations: organizationsOperations(database),
  pricing: pricingOperations(database),
  anomalies: anomaliesOperations(database),
  live: liveOperations(database, 'wss://live.example/live'),
  health: healthOperations(database),
};

test.each(Object.entries(routesOfSlices))('%s implements the routes of its contract', (slice, routes) => {
  const implemented = Object.entries(operations).find(([name]) => name === slice)?.[1];
  expect(Object.entries(implemented ?? {}).map(([name, { route }]) => [name, route])).toEqual(
    Object.entries(routes),
  );
});

test('a route without an operation does not compile, nor an operation without its route', () => {
  const { getHealth, getOpenApi } = operations.health;
  const tables: Operations<typeof healthRoutes>[] = [
    { getHealth, getOpenApi },
    // @ts-expect-error A route without an operation.
    { getHealth },
    // @ts-expect-error An operation without a route.
    { getHealth, getOpenApi, getOther: getHealth },
    // @ts-expect-error The operation of another route.
    { getHealth: getOpenApi, getOpenApi },
  ];
  expect(tables).toHaveLength(4);
});

test('every contract with routes is part of the API', () => {
  const root = path.join(import.meta.dirname, '../..');
  const withRoutes = globSync('lambdas/*/contract.ts', { cwd: root })
    .filter((file) => readFileSync(path.join(root, file), 'utf8').includes('export const routes'))
    .map((file) => path.basename(path.dirname(file)));
  expect(new Set(withRoutes)).toEqual(new Set(Object.keys(routesOfSlices)));
});

test('operations and addresses are unique, and public ones are few', () => {
  expect(new Set(allRoutes.map((route) => route.operationId)).size).toBe(allRoutes.length);
  expect(new Set(allRoutes.map((route) => `${route.method} ${route.path}`)).size).toBe(allRoutes.length);
  expect(allRoutes.filter((route) => route.public).map((route) => route.operationId)).toEqual([
    'getHealth',
    'getOpenApi',
  ]);
});
