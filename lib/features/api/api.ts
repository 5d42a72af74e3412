import { Construct } from 'constructs';
import { ApiSlice, type ApiSliceProps } from '../../constructs/api-slice.ts';
import type { HttpFrontDoor } from '../../constructs/http-front-door.ts';
import type { PaybackFunction } from '../../constructs/payback-function.ts';
import type { MigratedPlatform, Platform } from '../../constructs/platform.ts';
import type { StageSettings } from '../../stage.ts';
import { alarmOfPriceChanges } from './price-changes.ts';

interface Row extends Pick<ApiSliceProps, 'name' | 'impact'> {
  readonly connection: 'api' | 'apiReader';
  readonly environment?: (stage: StageSettings) => Readonly<Record<string, string>>;
  /** Whether it knows people by what messages call them, and so the key of what is stored of that. */
  readonly hashesUsers?: true;
  /** Alarms of its own. */
  readonly watch?: (target: PaybackFunction, platform: Platform) => void;
}

/** The functions that are routes and a database, and nothing else; by the construct of each. */
export const apiSlices: Readonly<Record<string, Row>> = {
  /** Analytics and explanations of single costs, on a replica where there is one. */
  Analytics: {
    name: 'analytics',
    connection: 'apiReader',
    impact: 'Dashboards and reports show no figures.',
  },
  /** Organizations and their members. */
  Organizations: {
    name: 'organizations',
    connection: 'api',
    environment: (stage) => ({ PRODUCERS_ENFORCED: String(stage.producers.enforced) }),
    hashesUsers: true,
    impact: 'Nobody can add an organization or change its settings and members.',
  },
  /** The price book. */
  Pricing: {
    name: 'pricing',
    connection: 'api',
    watch: alarmOfPriceChanges,
    impact: 'Nobody can read or add prices; executions go on being priced by those that are there.',
  },
  /** The review queue: executions that somebody should look at. */
  Anomalies: {
    name: 'anomalies',
    connection: 'api',
    impact: 'Nobody can see or close what is to be reviewed; executions go on being flagged.',
  },
  /** What needs no token: whether the service works, and the description of the API. */
  Health: {
    name: 'health',
    connection: 'api',
    impact: 'Monitors outside see the service as down.',
  },
};

/** Makes the functions of the table, each behind its routes. */
export function createApiSlices(
  scope: Construct,
  platform: MigratedPlatform,
  frontDoor: HttpFrontDoor,
): void {
  for (const [id, { name, connection, environment, hashesUsers, watch, impact }] of Object.entries(
    apiSlices,
  )) {
    const database = platform.connections[connection];
    const { target } = new ApiSlice(new Construct(scope, id), id, {
      name,
      platform,
      frontDoor,
      database,
      ...(environment === undefined ? {} : { environment: environment(platform.stage) }),
      ...(hashesUsers && { secrets: { USER_HASH_SECRET_ARN: platform.data.userHashSecret } }),
      impact,
    });
    watch?.(target, platform);
  }
}
