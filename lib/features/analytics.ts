import { Construct } from 'constructs';
import { routes } from '../../lambdas/analytics/contract.ts';
import { ApiSlice } from '../constructs/api-slice.ts';
import type { HttpFrontDoor } from '../constructs/http-front-door.ts';
import type { MigratedPlatform } from '../constructs/platform.ts';

/** The read API: analytics and explanations of single costs, on a replica where there is one. */
export class Analytics extends Construct {
  constructor(scope: Construct, id: string, platform: MigratedPlatform, frontDoor: HttpFrontDoor) {
    super(scope, id);
    new ApiSlice(this, 'Analytics', {
      name: 'analytics',
      platform,
      frontDoor,
      routes,
      database: platform.connections.apiReader,
      impact: 'Dashboards and reports show no figures.',
    });
  }
}
