import { Construct } from 'constructs';
import { routes } from '../../lambdas/pricing/contract.ts';
import { ApiSlice } from '../constructs/api-slice.ts';
import type { HttpFrontDoor } from '../constructs/http-front-door.ts';
import type { MigratedPlatform } from '../constructs/platform.ts';

/** The price book. */
export class Pricing extends Construct {
  constructor(scope: Construct, id: string, platform: MigratedPlatform, frontDoor: HttpFrontDoor) {
    super(scope, id);
    new ApiSlice(this, 'Pricing', {
      name: 'pricing',
      platform,
      frontDoor,
      routes,
      database: platform.connections.api,
      impact: 'Nobody can read or add prices; executions go on being priced by those that are there.',
    });
  }
}
