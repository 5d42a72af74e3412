import { Duration } from 'aws-cdk-lib';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Route } from '../../shared/http/route.ts';
import { routesOfSlices, type SliceName } from '../routes.ts';
import { alarmOfStatements, alarmsOfAccess } from './api-alarms.ts';
import type { DatabaseAccess } from './database-connections.ts';
import type { HttpFrontDoor } from './http-front-door.ts';
import { PaybackFunction } from './payback-function.ts';
import type { MigratedPlatform } from './platform.ts';

export interface ApiSliceProps {
  /** Its folder in lambdas/. */
  readonly name: SliceName;
  readonly platform: MigratedPlatform;
  readonly frontDoor: HttpFrontDoor;
  readonly database: DatabaseAccess;
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, ISecret>>;
  /** Who cannot do what when it fails. */
  readonly impact: string;
}

/** A function behind routes of the API. */
export class ApiSlice extends Construct {
  readonly target: PaybackFunction;

  constructor(scope: Construct, id: string, props: ApiSliceProps) {
    super(scope, id);
    const { name, platform, database, environment, secrets, impact } = props;
    const slice = (this.target = new PaybackFunction(this, id, {
      name,
      platform,
      database,
      // Twice the statement timeout of 5 s, and a cold start.
      timeout: Duration.seconds(15),
      memory: 1024,
      ...(environment === undefined ? {} : { environment }),
      ...(secrets === undefined ? {} : { secrets }),
      failure: { severity: 'now', impact, runbook: 'The API answers with errors' },
    }));
    // Who asks what needs no token is nobody: that is neither counted nor written down.
    if (!Object.values(routesOfSlices[name]).every((route: Route) => route.public))
      alarmsOfAccess(slice, platform);
    alarmOfStatements(slice, platform);
    props.frontDoor.serve(slice, routesOfSlices[name]);
  }
}
