import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { HttpFrontDoor } from '../../constructs/http-front-door.ts';
import { PaybackFunction } from '../../constructs/payback-function.ts';
import type { MigratedPlatform } from '../../constructs/platform.ts';
import type { FileStore } from '../../constructs/file-store.ts';
import { alarmsOfAccess } from '../../constructs/api-alarms.ts';
import { routesOfSlices } from '../../routes.ts';

/** What people may ask of their own data: a copy of it, and that it is erased. */
export class UserData extends Construct {
  constructor(
    scope: Construct,
    id: string,
    platform: MigratedPlatform,
    frontDoor: HttpFrontDoor,
    files: FileStore,
  ) {
    super(scope, id);
    const userData = new PaybackFunction(this, 'UserData', {
      name: 'user-data',
      platform,
      // The writer: what is asked for is on the audit log.
      database: platform.connections.api,
      // The API gives up after 30 s.
      timeout: Duration.seconds(29),
      memory: 1024,
      environment: { FILES_BUCKET: files.bucket.bucketName },
      secrets: { USER_HASH_SECRET_ARN: platform.data.userHashSecret },
      failure: {
        severity: 'today',
        impact: 'Nobody can get a copy of personal data or have it erased, which the law sets a time for.',
        runbook: 'Personal data cannot be exported or erased',
      },
    });
    alarmsOfAccess(userData, platform);
    files.grantTo(userData);
    frontDoor.serve(userData, routesOfSlices['user-data']);
  }
}
