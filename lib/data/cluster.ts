import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  AuroraPostgresEngineVersion,
  ClusterInstance,
  Credentials,
  DatabaseCluster,
  DatabaseClusterEngine,
  DBClusterStorageType,
  type DatabaseSecret,
  type ServerlessV2ClusterInstanceProps,
} from 'aws-cdk-lib/aws-rds';
import type { Construct } from 'constructs';
import { acknowledge } from '../checks/acknowledge.ts';
import type { StageSettings } from '../stage.ts';
import type { Network } from './network.ts';

export const ADMIN = 'payback_admin';
export const DATABASE_NAME = 'payback';

/** Aurora PostgreSQL, encrypted, with a writer and, where the stage has one, a reader. */
export function createCluster(
  scope: Construct,
  stage: StageSettings,
  network: Network,
  secret: DatabaseSecret,
): DatabaseCluster {
  const { capacity, readers, storage, backupRetention } = stage.database;
  const clusterIdentifier = `payback-${stage.name}`;
  const securityGroup = new SecurityGroup(scope, 'SecurityGroup', {
    vpc: network.vpc,
    description: 'Aurora',
    allowAllOutbound: false,
  });
  network.clients.connections.allowTo(securityGroup, Port.tcp(5432), 'query the database');
  // RDS would create this group itself, with unlimited retention.
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
    readers: readersOf(readers, instance),
    serverlessV2MinCapacity: capacity.min,
    serverlessV2MaxCapacity: capacity.max,
    ...(capacity.min === 0 ? { serverlessV2AutoPauseDuration: Duration.minutes(5) } : {}),
    storageType: DBClusterStorageType[storage === 'aurora' ? 'AURORA' : 'AURORA_IOPT1'],
    storageEncrypted: true,
    parameters: { 'rds.force_ssl': '1' },
    cloudwatchLogsExports: ['postgresql'],
    backup: { retention: backupRetention },
    copyTagsToSnapshot: true,
    // How a person gets to a database without an address: IAM decides who, CloudTrail remembers it.
    enableDataApi: true,
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

/** The first scales with the writer, or a failover would meet a database too small for the load; others go with what is read. */
const readersOf = (count: number, instance: ServerlessV2ClusterInstanceProps) =>
  Array.from({ length: count }, (_, index) =>
    ClusterInstance.serverlessV2(index === 0 ? 'Reader' : `Reader${index + 1}`, {
      ...instance,
      scaleWithWriter: index === 0,
    }),
  );
