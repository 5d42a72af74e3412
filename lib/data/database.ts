import { Duration, Stack } from 'aws-cdk-lib';
import { DatabaseSecret, type DatabaseCluster } from 'aws-cdk-lib/aws-rds';
import { HostedRotation, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { LoginRole } from '../../shared/database/roles-contract.ts';
import { acknowledge } from '../checks/acknowledge.ts';
import type { StageSettings } from '../stage.ts';
import { ADMIN, createCluster, DATABASE_NAME } from './cluster.ts';
import type { Network } from './network.ts';

/** Aurora PostgreSQL, encrypted, reachable by the network's clients alone, and the users that log in. */
export class Database extends Construct {
  readonly cluster: DatabaseCluster;
  /** The secret of the user who owns everything; the migration alone uses it, past any proxy. */
  readonly adminSecret: ISecret;
  /** Of the users that functions log in as, whom the migration creates. */
  readonly secrets: Readonly<Record<LoginRole, ISecret>>;
  /**
   * Of the one user of all jobs, before each had its own. Functions of the version before log in with it until they are
   * replaced, and their stack imports it; no function of this one may read it. Remove it once every deployment has a later
   * version.
   */
  readonly workerSecret: ISecret;

  constructor(scope: Construct, id: string, stage: StageSettings, network: Network) {
    super(scope, id);
    const adminSecret = new DatabaseSecret(this, 'AdminSecret', { username: ADMIN, dbname: DATABASE_NAME });
    this.cluster = createCluster(this, stage, network, adminSecret);
    this.adminSecret = adminSecret.attach(this.cluster);
    const adminRotation = this.adminSecret.addRotationSchedule('Rotation', {
      hostedRotation: rotation(network),
      automaticallyAfter: Duration.days(30),
    });
    // It rotates as soon as it is made: it then needs an instance to log in to, and the way to Secrets Manager.
    adminRotation.node.addDependency(this.cluster, network);
    const userSecret = (name: string, username: string) => {
      const generated = new DatabaseSecret(this, name, { username, dbname: DATABASE_NAME });
      acknowledge(generated, {
        'AwsSolutions-SMG4':
          'It is rotated, but by the service stack: the user that rotation logs in as exists only after the first migration.',
      });
      return generated.attach(this.cluster);
    };
    this.secrets = {
      payback_api: userSecret('ApiSecret', 'payback_api'),
      payback_ingest: userSecret('IngestSecret', 'payback_ingest'),
      payback_rollup: userSecret('RollupSecret', 'payback_rollup'),
      payback_pricing: userSecret('PricingSecret', 'payback_pricing'),
      payback_feed: userSecret('FeedSecret', 'payback_feed'),
      payback_live: userSecret('LiveSecret', 'payback_live'),
      payback_upkeep: userSecret('UpkeepSecret', 'payback_upkeep'),
      payback_operations: userSecret('OperationsSecret', 'payback_operations'),
    };
    this.workerSecret = userSecret('WorkerSecret', 'payback_worker');
    Stack.of(this).exportValue(this.workerSecret.secretArn);
  }
}

/** Single-user rotation by the function that Secrets Manager hosts, inside the network. */
export const rotation = (network: Network): HostedRotation =>
  HostedRotation.postgreSqlSingleUser({
    vpc: network.vpc,
    vpcSubnets: network.subnets,
    securityGroups: [network.clients],
  });
