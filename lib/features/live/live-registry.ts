import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { PaybackFunction } from '../../constructs/payback-function.ts';
import type { MigratedPlatform } from '../../constructs/platform.ts';
import { NOT_TOLD } from './consequences.ts';

/** Who is connected, and what changed: the way to the database for what runs outside of the network. */
export function createLiveRegistry(scope: Construct, platform: MigratedPlatform): PaybackFunction {
  return new PaybackFunction(scope, 'Registry', {
    name: 'live-registry',
    platform,
    database: platform.connections.live,
    timeout: Duration.seconds(10),
    memory: 256,
    failure: { ...NOT_TOLD, periods: 2 },
  });
}
