import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { tell } from './constructs/alarm-addresses.ts';
import { groupByHeading } from './constructs/alarm-group.ts';
import { AlarmTopic } from './constructs/alarm-topic.ts';
import { DatabaseConnections } from './constructs/database-connections.ts';
import { HttpFrontDoor } from './constructs/http-front-door.ts';
import { Releases } from './constructs/releases.ts';
import { SocketFrontDoor } from './constructs/socket-front-door.ts';
import type { DataStack } from './data-stack.ts';
import { Archiving } from './features/archive/archive.ts';
import { Authorizer } from './features/authorizer/authorizer.ts';
import { createApiSlices } from './features/api/api.ts';
import { Dashboard } from './features/dashboard/dashboard.ts';
import { DatabaseAlarms } from './features/database-alarms/database-alarms.ts';
import { Erasure } from './features/erasure/erasure.ts';
import { Ingest } from './features/ingest/ingest.ts';
import { Live } from './features/live/live.ts';
import { Migrate } from './features/migrate/migrate.ts';
import { OnCall } from './features/on-call/on-call.ts';
import { Operations } from './features/operations/operations.ts';
import { Partitions } from './features/partitions/partitions.ts';
import { PriceAudit } from './features/price-audit/price-audit.ts';
import { PriceFeed } from './features/price-feed/price-feed.ts';
import { Recalculate } from './features/recalculate/recalculate.ts';
import { Reports } from './features/reports/reports.ts';
import { Retention } from './features/retention/retention.ts';
import { Rollup } from './features/rollup/rollup.ts';
import { Vitals } from './features/vitals/vitals.ts';
import { UserData } from './features/user-data/user-data.ts';
import { filesOrigin } from './features/reports/files.ts';
import type { StageSettings } from './stage.ts';

export interface ServiceStackProps extends StackProps {
  readonly stage: StageSettings;
  readonly data: DataStack;
  readonly bundleDirectory: string;
  readonly dashboardDirectory: string;
}

/** Everything that computes. Disposable once the queue is empty: it can be made again from code and the data stack. */
export class ServiceStack extends Stack {
  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, props);
    const { stage, data, bundleDirectory, dashboardDirectory } = props;
    const alarmTopic = new AlarmTopic(this, 'Alarms');
    tell(alarmTopic, stage.alarms);
    const releases = stage.canary ? new Releases(this, 'Releases') : undefined;
    const unmigrated = { stage, data, bundleDirectory, alarmTopic, releases };
    const { schema } = new Migrate(this, 'Migrate', unmigrated);
    const connections = new DatabaseConnections(this, 'Connections', stage, data, schema);
    const platform = { ...unmigrated, connections };

    const ingest = new Ingest(this, 'Ingest', platform);
    const { rollup } = new Rollup(this, 'Rollup', platform);
    const { recalculate } = new Recalculate(this, 'Recalculate', platform);
    new Partitions(this, 'Partitions', platform);
    new Archiving(this, 'Archive', platform);
    new Retention(this, 'Retention', platform);
    new PriceFeed(this, 'PriceFeed', platform);
    new PriceAudit(this, 'PriceAudit', platform);
    const { adoption } = new Vitals(this, 'Vitals', platform);
    const frontDoor = new HttpFrontDoor(this, 'FrontDoor', platform);
    const socketFrontDoor = stage.liveUpdates
      ? new SocketFrontDoor(this, 'SocketFrontDoor', platform)
      : undefined;
    const dashboard = new Dashboard(this, 'Dashboard', {
      platform,
      directory: dashboardDirectory,
      api: frontDoor.api,
      queue: ingest.queue,
      filesOrigin: filesOrigin(stage),
      sockets: socketFrontDoor?.api,
    });
    const authorizer = new Authorizer(this, 'Authorizer', platform, [dashboard.client]);
    frontDoor.askWith(authorizer.ofRoutes);
    createApiSlices(this, platform, frontDoor);
    const { files } = new Reports(this, 'Reports', platform, frontDoor, dashboard.url);
    new UserData(this, 'UserData', platform, frontDoor, files);
    const { erasure } = new Erasure(this, 'Erasure', platform, files);
    if (socketFrontDoor) new Live(this, 'Live', { platform, frontDoor, socketFrontDoor, recalculate });
    new Operations(this, 'Operations', platform);
    const database = new DatabaseAlarms(this, 'DatabaseAlarms', platform, [rollup, recalculate, erasure]);
    groupByHeading(this, {
      topic: alarmTopic,
      prefix: `payback-${stage.name}`,
      databaseDown: database.down.alarm,
    });
    new OnCall(this, 'OnCall', `payback-${stage.name}-on-call`, adoption);

    const outputs = {
      DashboardUrl: dashboard.url,
      DashboardDomainTarget: dashboard.domainTarget,
      ApiUrl: frontDoor.url,
      ApiDomainTarget: frontDoor.domain?.target,
      WebSocketUrl: socketFrontDoor?.url,
      QueueUrl: ingest.queue.queueUrl,
      QueueArn: ingest.queue.queueArn,
      DeadLetterQueueUrl: ingest.deadLetterQueue.queueUrl,
      IssuerUrl: data.identity.userPool.userPoolProviderUrl,
      DashboardClientId: dashboard.client.userPoolClientId,
      AlarmTopicArn: alarmTopic.topicArn,
    };
    for (const [name, value] of Object.entries(outputs)) {
      if (value !== undefined) new CfnOutput(this, name, { value });
    }
  }
}
