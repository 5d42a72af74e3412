import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat, CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import { LogGroupLogDestination, WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from '../checks/acknowledge.ts';
import { Alarm } from './alarm.ts';
import type { Platform } from './platform.ts';

/** The WebSocket API. Its routes come with the feature behind it. */
export class SocketFrontDoor extends Construct {
  readonly api: WebSocketApi;
  readonly stage: WebSocketStage;
  /** Where browsers connect. */
  readonly url: string;

  constructor(scope: Construct, id: string, { stage, data, alarmTopic }: Platform) {
    super(scope, id);
    this.api = new WebSocketApi(this, 'Api', {
      apiName: `payback-${stage.name}-live`,
      routeSelectionExpression: '$request.body.type',
    });
    const logging = accountLogging(this);
    this.stage = new WebSocketStage(this, 'Stage', {
      webSocketApi: this.api,
      stageName: 'live',
      autoDeploy: true,
      throttle: { rateLimit: stage.throttle.requestsPerSecond, burstLimit: stage.throttle.burst },
      detailedMetricsEnabled: stage.detailedMetrics,
      accessLogSettings: {
        destination: new LogGroupLogDestination(data.accessLogs.live),
        // No query strings: they hold tickets.
        format: AccessLogFormat.custom(
          JSON.stringify({
            time: '$context.requestTime',
            requestId: '$context.requestId',
            route: '$context.routeKey',
            event: '$context.eventType',
            connection: '$context.connectionId',
            status: '$context.status',
            ip: '$context.identity.sourceIp',
            integrationError: '$context.integrationErrorMessage',
          }),
        ),
      },
    });
    this.stage.node.addDependency(logging);
    this.url = `${this.api.apiEndpoint}/${this.stage.stageName}`;
    new Alarm(this, 'IntegrationErrors', {
      topic: alarmTopic,
      // Not ClientError: a ticket that is refused is no failure, and anybody may try one.
      metric: this.stage.metric('IntegrationError', { period: Duration.minutes(5), statistic: 'Sum' }),
      threshold: 5,
      severity: 'today',
      impact: 'Dashboards cannot connect: they fall back to asking every 30 seconds.',
      runbook: 'Dashboards are not live',
    });
  }
}

/**
 * Lets API Gateway write the logs of WebSocket APIs (those of HTTP APIs need no such thing). The setting is the
 * account's in its region, so it and its role stay when the stack goes: other stages may depend on them.
 */
function accountLogging(scope: Construct): CfnAccount {
  const role = new Role(scope, 'LogsRole', {
    assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
    description: "Writes API Gateway's logs, of all APIs of this account and region",
    inlinePolicies: {
      logs: new PolicyDocument({
        statements: [
          new PolicyStatement({
            // What API Gateway asks of the role before it accepts it: AmazonAPIGatewayPushToCloudWatchLogs as of today.
            actions: [
              'logs:CreateLogGroup',
              'logs:CreateLogStream',
              'logs:DescribeLogGroups',
              'logs:DescribeLogStreams',
              'logs:PutLogEvents',
              'logs:GetLogEvents',
              'logs:FilterLogEvents',
            ],
            resources: ['*'],
          }),
        ],
      }),
    },
  });
  acknowledge(role, {
    'AwsSolutions-IAM5[Resource::*]':
      'API Gateway names the groups of its logs after APIs that this stack knows nothing of, and refuses a role that is bounded to some.',
  });
  role.applyRemovalPolicy(RemovalPolicy.RETAIN);
  const account = new CfnAccount(scope, 'Account', { cloudWatchRoleArn: role.roleArn });
  account.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return account;
}
