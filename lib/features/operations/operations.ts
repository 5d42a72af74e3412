import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PaybackFunction } from '../../constructs/payback-function.ts';
import type { MigratedPlatform } from '../../constructs/platform.ts';

/** What the command line of operators asks about the database. Nothing but `lambda:InvokeFunction` lets anybody in. */
export class Operations extends Construct {
  constructor(scope: Construct, id: string, platform: MigratedPlatform) {
    super(scope, id);
    new PaybackFunction(this, 'Operations', {
      name: 'operations',
      platform,
      database: platform.connections.operations,
      timeout: Duration.seconds(30),
      memory: 256,
      failure: {
        severity: 'week',
        impact: 'Operators cannot see how the deployment is; nothing else is touched.',
        runbook: 'The command line does not answer',
      },
    });
  }
}
