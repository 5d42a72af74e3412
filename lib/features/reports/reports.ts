import { Duration, Size } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { HttpFrontDoor } from '../../constructs/http-front-door.ts';
import { PaybackFunction } from '../../constructs/payback-function.ts';
import type { MigratedPlatform } from '../../constructs/platform.ts';
import { alarmsOfAccess } from '../../constructs/api-alarms.ts';
import { routesOfSlices } from '../../routes.ts';
import { ReportFiles } from './files.ts';

/** Files to keep: exports of executions, and the executive summary. */
export class Reports extends Construct {
  readonly files: ReportFiles;

  /** @param dashboardUrl whose pages follow an answer into the bucket, and explain the method */
  constructor(
    scope: Construct,
    id: string,
    platform: MigratedPlatform,
    frontDoor: HttpFrontDoor,
    dashboardUrl: string,
  ) {
    super(scope, id);
    const files = (this.files = new ReportFiles(this, 'Files', platform.stage, dashboardUrl));
    const reports = new PaybackFunction(this, 'Reports', {
      name: 'reports',
      platform,
      // The writer: each export is on the audit log.
      database: platform.connections.api,
      // The API gives up after 30 s.
      timeout: Duration.seconds(29),
      // One whole processor: what limits an export is turning rows into text.
      memory: 1769,
      // A Parquet file, and the compressed rows that it is made of.
      disk: Size.gibibytes(2),
      environment: { FILES_BUCKET: files.bucket.bucketName, DASHBOARD_URL: dashboardUrl },
      failure: {
        severity: 'today',
        impact:
          'Nobody can export executions or get an executive summary; the dashboard goes on showing figures.',
        runbook: 'Reports fail',
      },
    });
    alarmsOfAccess(reports, platform);
    files.grantTo(reports);
    frontDoor.serve(reports, routesOfSlices.reports);
  }
}
