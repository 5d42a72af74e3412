import { Construct } from 'constructs';
import { routes } from '../../lambdas/organizations/contract.ts';
import { ApiSlice } from '../constructs/api-slice.ts';
import type { HttpFrontDoor } from '../constructs/http-front-door.ts';
import type { MigratedPlatform } from '../constructs/platform.ts';

/** Organizations and their members. */
export class Organizations extends Construct {
  constructor(scope: Construct, id: string, platform: MigratedPlatform, frontDoor: HttpFrontDoor) {
    super(scope, id);
    new ApiSlice(this, 'Organizations', {
      name: 'organizations',
      platform,
      frontDoor,
      routes,
      database: platform.connections.api,
      impact: 'Nobody can add an organization or change its settings and members.',
    });
  }
}
