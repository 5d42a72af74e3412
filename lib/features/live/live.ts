import { Construct } from 'constructs';
import { ApiSlice } from '../../constructs/api-slice.ts';
import type { PaybackFunction } from '../../constructs/payback-function.ts';
import type { HttpFrontDoor } from '../../constructs/http-front-door.ts';
import type { MigratedPlatform } from '../../constructs/platform.ts';
import type { SocketFrontDoor } from '../../constructs/socket-front-door.ts';
import { CANNOT_CONNECT } from './consequences.ts';
import { createLiveRegistry } from './live-registry.ts';
import { createLiveSocket } from './live-socket.ts';
import { createLiveWatch } from './live-watch.ts';

export interface LiveProps {
  readonly platform: MigratedPlatform;
  readonly frontDoor: HttpFrontDoor;
  readonly socketFrontDoor: SocketFrontDoor;
  /** Begun at once for what was asked while somebody is connected. */
  readonly recalculate: PaybackFunction;
}

/**
 * Tells dashboards when figures have changed. What talks to API Gateway runs outside of the network, what talks to the
 * database inside (docs/adr/0013-live-hints.md).
 */
export class Live extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { platform, frontDoor, socketFrontDoor, recalculate }: LiveProps,
  ) {
    super(scope, id);
    new ApiSlice(this, 'Live', {
      name: 'live',
      platform,
      frontDoor,
      database: platform.connections.api,
      environment: { WEBSOCKET_URL: socketFrontDoor.url },
      impact: CANNOT_CONNECT.impact,
    });
    const registry = createLiveRegistry(this, platform);
    const watch = createLiveWatch(this, platform, socketFrontDoor, { registry, recalculate });
    createLiveSocket(this, platform, socketFrontDoor, { registry, watch });
  }
}
