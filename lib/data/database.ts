import { Duration } from 'aws-cdk-lib';
import { DatabaseSecret, type DatabaseCluster } from 'aws-cdk-lib/aws-rds';
import { HostedRotation, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from '../checks/acknowledge.ts';
import type { StageSettings } from '../stage.ts';
import { ADMIN, createCluster, DATABASE_NAME } from './cluster.ts';
import type { Network } from './network.ts';

/** Aurora PostgreSQL, encrypted, reachable by the network's clients alone, and the three users that log in. */
export class Database extends Construct {
  readonly cluster: DatabaseCluster;
  /** The secret of the user who owns everything; the migration alone uses it, past any proxy. */
  readonly adminSecret: ISecret;
  /** Like the worker's, of a user whom the first migration creates. */
  readonly apiSecret: ISecret;
  readonly workerSecret: ISecret;

  constructor(scope: Construct, id: string, stage: StageSettings, network: Network) {
    super(scope, id);
    const adminSecret = new DatabaseSecret(this, 'AdminSecret', { username: ADMIN, dbname: DATABASE_NAME });
    this.cluster = createCluster(this, stage, network, adminSecret);
    this.adminSecret = adminSecret.attach(this.cluster);
    this.adminSecret.addRotationSchedule('Rotation', {
      hostedRotation: rotation(network),
      automaticallyAfter: Duration.days(30),
    });
    const userSecret = (name: string, username: string) => {
      const generated = new DatabaseSecret(this, name, { username, dbname: DATABASE_NAME });
      acknowledge(generated, {
        'AwsSolutions-SMG4':
          'It is rotated, but by the service stack: the user that rotation logs in as exists only after the first migration.',
      });
      return generated.attach(this.cluster);
    };
    this.apiSecret = userSecret('ApiSecret', 'payback_api');
    this.workerSecret = userSecret('WorkerSecret', 'payback_worker');
  }
}

/** Single-user rotation by the function that Secrets Manager hosts, inside the network. */
export const rotation = (network: Network): HostedRotation =>
  HostedRotation.postgreSqlSingleUser({
    vpc: network.vpc,
    vpcSubnets: network.subnets,
    securityGroups: [network.clients],
  });
