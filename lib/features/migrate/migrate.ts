import { CustomResource, Duration, FileSystem, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { RotationSchedule } from 'aws-cdk-lib/aws-secretsmanager';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import path from 'node:path';
import { LOGIN_ROLES, secretVariable, type LoginRole } from '../../../shared/database/roles-contract.ts';
import { acknowledge } from '../../checks/acknowledge.ts';
import { PaybackFunction } from '../../constructs/payback-function.ts';
import type { Platform } from '../../constructs/platform.ts';
import { rotation } from '../../data/database.ts';

/**
 * Brings the schema up to date during a deployment, before any function that relies on it is created or changed. A
 * migration that fails rolls the deployment back.
 */
export class Migrate extends Construct {
  readonly schema: CustomResource;

  constructor(scope: Construct, id: string, platform: Platform) {
    super(scope, id);
    const { stage, data, bundleDirectory } = platform;
    const { adminSecret, secrets } = data.database;
    const migrate = new PaybackFunction(this, 'Migrate', {
      name: 'migrate',
      platform,
      database: { secret: adminSecret, host: undefined, after: [] },
      timeout: Duration.minutes(15),
      memory: 512,
      secrets: Object.fromEntries(LOGIN_ROLES.map((user) => [secretVariable(user), secrets[user]])),
      failure: {
        severity: 'today',
        impact:
          'A deployment could not bring the schema up to date and rolls back; the version before it goes on running.',
        runbook: 'A migration fails',
      },
    });
    const logGroup = new LogGroup(this, 'ProviderLogs', {
      retention: stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // The provider's default role could write to every log group of the account.
    const role = new Role(this, 'ProviderRole', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    const waiting = new Role(this, 'WaitingRole', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    logGroup.grantWrite(waiting);
    const provider = new Provider(this, 'Provider', {
      onEventHandler: migrate.function,
      // The same, called until it says so: an index of a large table takes longer to build than a function may run.
      isCompleteHandler: migrate.function,
      queryInterval: Duration.seconds(10),
      // The most that CloudFormation waits for.
      totalTimeout: Duration.hours(1),
      frameworkOnEventRole: role,
      frameworkCompleteAndTimeoutRole: waiting,
      disableWaiterStateMachineLogging: true,
      logGroup,
    });
    const calls = {
      'AwsSolutions-IAM5[Resource::<MigrateFunction1331D5A5.Arn>:*]':
        'The provider grants itself the versions of the one function that it calls; a narrower grant is not offered.',
    };
    acknowledge(role, calls);
    acknowledge(waiting, calls);
    acknowledge(provider, {
      'AwsSolutions-IAM5[Resource::<MigrateProviderframeworkisCompleteE6CD88F5.Arn>:*]':
        'The state machine grants itself the versions of the one function that it asks; a narrower grant is not offered.',
      'AwsSolutions-IAM5[Resource::<MigrateProviderframeworkonTimeout949A616A.Arn>:*]':
        'The state machine grants itself the versions of the one function that it tells; a narrower grant is not offered.',
      'AwsSolutions-SF1':
        'It calls one function until that is done, a few times a deployment; each call is in the logs of the function.',
      'AwsSolutions-SF2':
        'It calls one function until that is done; there is no other way of a request to trace.',
    });
    this.schema = new CustomResource(this, 'Schema', {
      serviceToken: provider.serviceToken,
      resourceType: 'Custom::PaybackSchema',
      properties: {
        // Runs again when any of these changes.
        sqlHash: FileSystem.fingerprint(path.join(bundleDirectory, 'migrate/sql')),
        secrets: LOGIN_ROLES.map((user) => secrets[user].secretArn),
      },
    });

    // Not earlier: rotation logs in as the user, whom the migration creates.
    for (const user of LOGIN_ROLES) {
      const schedule = new RotationSchedule(this, rotationId(user), {
        secret: secrets[user],
        hostedRotation: rotation(data.network),
        automaticallyAfter: Duration.days(30),
      });
      schedule.node.addDependency(this.schema);
    }
  }
}

/** `ApiRotation` of payback_api. */
const rotationId = (role: LoginRole) =>
  `${role.replace(/^payback_(.)/, (_, first: string) => first.toUpperCase())}Rotation`;
