import { routes as analytics } from '../lambdas/analytics/contract.ts';
import { routes as anomalies } from '../lambdas/anomalies/contract.ts';
import { routes as health } from '../lambdas/health/contract.ts';
import { routes as live } from '../lambdas/live/contract.ts';
import { routes as organizations } from '../lambdas/organizations/contract.ts';
import { routes as pricing } from '../lambdas/pricing/contract.ts';
import { routes as reports } from '../lambdas/reports/contract.ts';
import { routes as userData } from '../lambdas/user-data/contract.ts';
import type { Route, Routes } from '../shared/http/route.ts';

/** The API, whole: the routes of each slice by its folder in lambdas/, in the order in which OpenAPI lists them. */
export const routesOfSlices = {
  analytics,
  reports,
  'user-data': userData,
  organizations,
  pricing,
  anomalies,
  live,
  health,
} satisfies Record<string, Routes>;

export type SliceName = keyof typeof routesOfSlices;

export const allRoutes: readonly Route[] = Object.values<Routes>(routesOfSlices).flatMap((routes) =>
  Object.values(routes),
);
