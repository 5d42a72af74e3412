import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  AuroraPostgresEngineVersion,
  ClusterInstance,
  Credentials,
  DatabaseCluster,
  DatabaseClusterEngine,
  DatabaseProxy,
  DatabaseSecret,
  DBClusterStorageType,
  ProxyEndpointTargetRole,
  ProxyTarget,
} from 'aws-cdk-lib/aws-rds';
import { HostedRotation, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import type { StageSettings } from '../stage.ts';
import type { Network } from './network.ts';

const DATABASE_NAME = 'payback';
const ADMIN = 'payback_admin';

/** Who a function connects as, and where to when it is not the writer itself. */
export interface DatabaseAccess {
  readonly secret: ISecret;
  readonly host?: string;
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
    this.cluster = cluster(this, stage, network, adminSecret);
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

    const hosts = stage.database.proxy ? proxy(this, this.cluster, network, [api, worker]) : undefined;
    this.admin = { secret };
    this.api = { secret: api, ...(hosts && { host: hosts.writer }) };
    this.apiReader = { secret: api, ...(hosts && { host: hosts.reader }) };
    this.worker = { secret: worker, ...(hosts && { host: hosts.writer }) };
  }
}

/** Single-user rotation by the function that Secrets Manager hosts, inside the network. */
export const rotation = (network: Network): HostedRotation =>
  HostedRotation.postgreSqlSingleUser({
    vpc: network.vpc,
    vpcSubnets: network.subnets,
    securityGroups: [network.clients],
  });

function cluster(
  scope: Construct,
  stage: StageSettings,
  network: Network,
  secret: DatabaseSecret,
): DatabaseCluster {
  const { capacity, reader, backupRetention } = stage.database;
  const clusterIdentifier = `payback-${stage.name}`;
  const securityGroup = new SecurityGroup(scope, 'SecurityGroup', {
    vpc: network.vpc,
    description: 'Aurora',
    allowAllOutbound: false,
  });
  network.clients.connections.allowTo(securityGroup, Port.tcp(5432), 'query the database');
  // RDS would create this group by itself, with a retention of for ever.
  const logGroup = new LogGroup(scope, 'Logs', {
    logGroupName: `/aws/rds/cluster/${clusterIdentifier}/postgresql`,
    retention: stage.logRetention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const instance = { autoMinorVersionUpgrade: false, publiclyAccessible: false };
  const database = new DatabaseCluster(scope, 'Cluster', {
    // The very version that tests run on; upgrades are a change of this line, tested like any other.
    engine: DatabaseClusterEngine.auroraPostgres({ version: AuroraPostgresEngineVersion.VER_17_9 }),
    // A fixed name makes CloudFormation fail where it would have replaced the database by an empty one.
    clusterIdentifier,
    defaultDatabaseName: DATABASE_NAME,
    credentials: Credentials.fromPassword(ADMIN, secret.secretValueFromJson('password')),
    vpc: network.vpc,
    vpcSubnets: network.subnets,
    securityGroups: [securityGroup],
    writer: ClusterInstance.serverlessV2('Writer', instance),
    // Scales with the writer, or a failover would meet a database too small for the load.
    readers: reader ? [ClusterInstance.serverlessV2('Reader', { ...instance, scaleWithWriter: true })] : [],
    serverlessV2MinCapacity: capacity.min,
    serverlessV2MaxCapacity: capacity.max,
    ...(capacity.min === 0 ? { serverlessV2AutoPauseDuration: Duration.minutes(5) } : {}),
    storageType: DBClusterStorageType.AURORA,
    storageEncrypted: true,
    parameters: { 'rds.force_ssl': '1' },
    cloudwatchLogsExports: ['postgresql'],
    backup: { retention: backupRetention },
    copyTagsToSnapshot: true,
    deletionProtection: stage.protected,
    removalPolicy: stage.protected ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY,
  });
  database.node.addDependency(logGroup);
  acknowledge(database, {
    'AwsSolutions-RDS6':
      'Users log in over TLS with rotated passwords from Secrets Manager. IAM tokens last 15 minutes and cost a signature for each connection, and RDS Proxy would need the secrets nevertheless.',
    ...(stage.protected
      ? {}
      : {
          'AwsSolutions-RDS10': `Stage ${stage.name} holds no data worth keeping and is deleted as a whole.`,
        }),
  });
  return database;
}

/** One proxy with an endpoint for the writer and one for readers. @returns the host names of the two */
function proxy(scope: Construct, database: DatabaseCluster, network: Network, secrets: ISecret[]) {
  const { vpc, subnets: vpcSubnets, clients } = network;
  const securityGroup = new SecurityGroup(scope, 'ProxySecurityGroup', {
    vpc,
    description: 'RDS Proxy',
    allowAllOutbound: false,
  });
  clients.connections.allowTo(securityGroup, Port.tcp(5432), 'query through the proxy');
  securityGroup.connections.allowTo(database, Port.tcp(5432), 'reach the database');
  const proxied = new DatabaseProxy(scope, 'Proxy', {
    proxyTarget: ProxyTarget.fromCluster(database),
    secrets,
    vpc,
    vpcSubnets,
    securityGroups: [securityGroup],
    requireTLS: true,
  });
  const reader = proxied.addEndpoint('ReaderEndpoint', {
    vpc,
    vpcSubnets,
    securityGroups: [securityGroup],
    targetRole: ProxyEndpointTargetRole.READ_ONLY,
  });
  return { writer: proxied.endpoint, reader: reader.endpoint };
}
