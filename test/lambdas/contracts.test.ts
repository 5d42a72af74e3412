import { expect, test } from '@jest/globals';
import { routes as analytics } from '../../lambdas/analytics/contract.ts';
import { analyticsOperations } from '../../lambdas/analytics/operations.ts';
import { routes as anomalies } from '../../lambdas/anomalies/contract.ts';
import { anomaliesOperations } from '../../lambdas/anomalies/operations.ts';
import { routes as health } from '../../lambdas/health/contract.ts';
import { healthOperations } from '../../lambdas/health/operations.ts';
import { routes as live } from '../../lambdas/live/contract.ts';
import { liveOperations } from '../../lambdas/live/operations.ts';
import { routes as organizations } from '../../lambdas/organizations/contract.ts';
import { organizationsOperations } from '../../lambdas/organizations/operations.ts';
import { routes as pricing } from '../../lambdas/pricing/contract.ts';
import { pricingOperations } from '../../lambdas/pricing/operations.ts';
import { connect, type Database } from '../../shared/database/database.ts';

const database = connect({
  statementTimeout: 1,
  settings: () => Promise.reject(new Error('not to be used')),
});

test.each([
  ['analytics', analytics, analyticsOperations],
  ['organizations', organizations, organizationsOperations],
  ['pricing', pricing, pricingOperations],
  ['anomalies', anomalies, anomaliesOperations],
  ['live', live, (unused: Database) => liveOperations(unused, 'wss://live.example/live')],
  ['health', health, healthOperations],
])('%s implements every route of its contract, and no other', (_name, routes, operations) => {
  expect(operations(database).map((operation) => operation.route)).toEqual(routes);
});

test('operations and addresses are unique, and public ones are few', () => {
  const routes = [...analytics, ...organizations, ...pricing, ...anomalies, ...live, ...health];
  expect(new Set(routes.map((route) => route.operationId)).size).toBe(routes.length);
  expect(new Set(routes.map((route) => `${route.method} ${route.path}`)).size).toBe(routes.length);
  expect(routes.filter((route) => route.public).map((route) => route.operationId)).toEqual([
    'getHealth',
    'getOpenApi',
  ]);
});
