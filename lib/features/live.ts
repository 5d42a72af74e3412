import { Construct } from 'constructs';
import { routes } from '../../lambdas/live/contract.ts';
import { ApiSlice } from '../constructs/api-slice.ts';
import type { HttpFrontDoor } from '../constructs/http-front-door.ts';
import type { MigratedPlatform } from '../constructs/platform.ts';
import type { SocketFrontDoor } from '../constructs/socket-front-door.ts';

export interface LiveProps {
  readonly platform: MigratedPlatform;
  readonly frontDoor: HttpFrontDoor;
  readonly socketFrontDoor: SocketFrontDoor;
}

/** Tells dashboards when figures have changed. */
export class Live extends Construct {
  constructor(scope: Construct, id: string, { platform, frontDoor, socketFrontDoor }: LiveProps) {
    super(scope, id);
    new ApiSlice(this, 'Live', {
      name: 'live',
      platform,
      frontDoor,
      routes,
      database: platform.connections.api,
      environment: { WEBSOCKET_URL: socketFrontDoor.url },
      impact: 'Dashboards cannot connect: they fall back to asking every 30 seconds.',
    });
  }
}
