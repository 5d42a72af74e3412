import { Duration, Stack } from 'aws-cdk-lib';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { routes } from '../../lambdas/live/contract.ts';
import { watchMetrics } from '../../lambdas/live-watch/metric-names.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { Alarm } from '../constructs/alarm.ts';
import { ApiSlice } from '../constructs/api-slice.ts';
import type { HttpFrontDoor } from '../constructs/http-front-door.ts';
import { PaybackFunction } from '../constructs/payback-function.ts';
import type { MigratedPlatform } from '../constructs/platform.ts';
import { ScheduledCall } from '../constructs/scheduled-call.ts';
import type { SocketFrontDoor } from '../constructs/socket-front-door.ts';

const RUNBOOK = 'Dashboards are not live';
const CANNOT_CONNECT = {
  impact: 'Dashboards cannot connect: they fall back to asking every 30 seconds.',
  runbook: RUNBOOK,
};
const NOT_TOLD = {
  impact: 'Dashboards that are open do not notice new figures until they are loaded again.',
  runbook: RUNBOOK,
};

export interface LiveProps {
  readonly platform: MigratedPlatform;
  readonly frontDoor: HttpFrontDoor;
  readonly socketFrontDoor: SocketFrontDoor;
}

/**
 * Tells dashboards when figures have changed. What talks to API Gateway runs outside of the network, what talks to the
 * database inside (docs/adr/0013-live-hints.md).
 */
export class Live extends Construct {
  constructor(scope: Construct, id: string, { platform, frontDoor, socketFrontDoor }: LiveProps) {
    super(scope, id);
    const { connections } = platform;
    new ApiSlice(this, 'Live', {
      name: 'live',
      platform,
      frontDoor,
      routes,
      database: connections.api,
      environment: { WEBSOCKET_URL: socketFrontDoor.url },
      impact: CANNOT_CONNECT.impact,
    });
    const registry = new PaybackFunction(this, 'Registry', {
      name: 'live-registry',
      platform,
      database: connections.worker,
      timeout: Duration.seconds(10),
      memory: 256,
      failure: { ...NOT_TOLD, periods: 2 },
    });
    const watch = this.createWatch(platform, socketFrontDoor, registry);
    const socket = new PaybackFunction(this, 'Socket', {
      name: 'live-socket',
      platform,
      timeout: Duration.seconds(15),
      memory: 256,
      environment: {
        REGISTRY_FUNCTION: registry.function.functionName,
        WATCH_FUNCTION: watch.function.functionName,
      },
      failure: CANNOT_CONNECT,
    });
    allowCalls(socket, [registry, watch]);
    this.route(socketFrontDoor, socket);
  }

  private createWatch(
    platform: MigratedPlatform,
    { api, stage }: SocketFrontDoor,
    registry: PaybackFunction,
  ): PaybackFunction {
    const watch = new PaybackFunction(this, 'Watch', {
      name: 'live-watch',
      platform,
      // The schedule replaces it after a minute or two; it waits most of the time, and is paid by memory.
      timeout: Duration.minutes(3),
      memory: 128,
      environment: {
        REGISTRY_FUNCTION: registry.function.functionName,
        // Where the SDK finds the connections of this API.
        AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI: stage.callbackUrl,
      },
      retryAttempts: 0,
      failure: { ...NOT_TOLD, periods: 2 },
    });
    allowCalls(watch, [registry]);
    const connections = Stack.of(this).formatArn({
      service: 'execute-api',
      resource: api.apiId,
      resourceName: `${stage.stageName}/POST/@connections/*`,
    });
    watch.function.addToRolePolicy(
      new PolicyStatement({ actions: ['execute-api:ManageConnections'], resources: [connections] }),
    );
    acknowledge(watch, {
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<SocketFrontDoorApi5E52C313>/live/POST/@connections/*]':
        'Connections are named by API Gateway as they are made.',
    });
    new ScheduledCall(this, 'EveryMinute', {
      function: watch.function,
      expression: 'rate(1 minute)',
      description: 'Look for changes of figures while somebody is connected',
      retries: { attempts: 0, maxAge: Duration.minutes(1) },
    });
    const alarm = { topic: platform.alarmTopic, ...NOT_TOLD };
    new Alarm(this, 'NotWatching', {
      ...alarm,
      metric: watch.metric(watchMetrics.watches),
      threshold: 1,
      below: true,
      periods: 3,
      missingIsBad: true,
    });
    new Alarm(this, 'HintsFailed', {
      ...alarm,
      metric: watch.metric(watchMetrics.failed),
      threshold: 10,
      periods: 2,
    });
    return watch;
  }

  private route({ api }: SocketFrontDoor, socket: PaybackFunction): void {
    const integration = new WebSocketLambdaIntegration('Socket', socket.function);
    api.addRoute('$connect', { integration });
    api.addRoute('$disconnect', { integration });
    api.addRoute('$default', { integration, returnResponse: true });
    acknowledge(api, {
      'AwsSolutions-APIG4':
        'A browser sends no authorization header with a WebSocket: the function of $connect lets in who brings a ticket, which only a member gets and which works once. No other route is reached without.',
    });
  }
}

/** The CDK's own grant also allows every version of a function. */
function allowCalls(caller: PaybackFunction, functions: readonly PaybackFunction[]): void {
  caller.function.addToRolePolicy(
    new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: functions.map((each) => each.function.functionArn),
    }),
  );
}
