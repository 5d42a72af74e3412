import { Construct } from 'constructs';
import { routes } from '../../lambdas/anomalies/contract.ts';
import { ApiSlice } from '../constructs/api-slice.ts';
import type { HttpFrontDoor } from '../constructs/http-front-door.ts';
import type { MigratedPlatform } from '../constructs/platform.ts';

/** The review queue: executions that somebody should look at. */
export class Anomalies extends Construct {
  constructor(scope: Construct, id: string, platform: MigratedPlatform, frontDoor: HttpFrontDoor) {
    super(scope, id);
    new ApiSlice(this, 'Anomalies', {
      name: 'anomalies',
      platform,
      frontDoor,
      routes,
      database: platform.connections.api,
      impact: 'Nobody can see or close what is to be reviewed; executions go on being flagged.',
    });
  }
}
