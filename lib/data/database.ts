import { Duration } from 'aws-cdk-lib';
import { DatabaseSecret, type DatabaseCluster } from 'aws-cdk-lib/aws-rds';
import { HostedRotation, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import type { StageSettings } from '../stage.ts';
import { ADMIN, createCluster, DATABASE_NAME } from './cluster.ts';
import type { Network } from './network.ts';
import { createProxy } from './proxy.ts';

/** Who a function connects as, and where to. */
export interface DatabaseAccess {
  readonly secret: ISecret;
  /** The writer that the secret names when it is undefined. */
  readonly host: string | undefined;
}

/** Aurora PostgreSQL, encrypted, reachable by the network's clients alone, and the three users that log in. */
export class Database extends Construct {
  readonly cluster: DatabaseCluster;
  /** Owns the cluster; the migration alone uses it, past any proxy. */
  readonly admin: DatabaseAccess;
  /** Writes as the API does, bounded by row-level security. */
  readonly api: DatabaseAccess;
  /** Like `api`, on a replica where the stage has one: may lag behind by some tens of milliseconds. */
  readonly apiReader: DatabaseAccess;
  /** Ingest and scheduled jobs. */
  readonly worker: DatabaseAccess;

  constructor(scope: Construct, id: string, stage: StageSettings, network: Network) {
    super(scope, id);
    const adminSecret = new DatabaseSecret(this, 'AdminSecret', { username: ADMIN, dbname: DATABASE_NAME });
    this.cluster = createCluster(this, stage, network, adminSecret);
    const secret = adminSecret.attach(this.cluster);
    secret.addRotationSchedule('Rotation', {
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
    const api = userSecret('ApiSecret', 'payback_api');
    const worker = userSecret('WorkerSecret', 'payback_worker');

    const { writer, reader } = stage.database.proxy
      ? createProxy(this, this.cluster, network, [api, worker])
      : {
          writer: undefined,
          reader: stage.database.reader ? this.cluster.clusterReadEndpoint.hostname : undefined,
        };
    this.admin = { secret, host: undefined };
    this.api = { secret: api, host: writer };
    this.apiReader = { secret: api, host: reader };
    this.worker = { secret: worker, host: writer };
  }
}

/** Single-user rotation by the function that Secrets Manager hosts, inside the network. */
export const rotation = (network: Network): HostedRotation =>
  HostedRotation.postgreSqlSingleUser({
    vpc: network.vpc,
    vpcSubnets: network.subnets,
    securityGroups: [network.clients],
  });
