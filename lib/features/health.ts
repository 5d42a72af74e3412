import { Construct } from 'constructs';
import { routes } from '../../lambdas/health/contract.ts';
import { ApiSlice } from '../constructs/api-slice.ts';
import type { HttpFrontDoor } from '../constructs/http-front-door.ts';
import type { MigratedPlatform } from '../constructs/platform.ts';

/** What needs no token: whether the service works, and the description of the API. */
export class Health extends Construct {
  constructor(scope: Construct, id: string, platform: MigratedPlatform, frontDoor: HttpFrontDoor) {
    super(scope, id);
    new ApiSlice(this, 'Health', {
      name: 'health',
      platform,
      frontDoor,
      routes,
      database: platform.connections.api,
      impact: 'Monitors outside see the service as down.',
    });
  }
}
