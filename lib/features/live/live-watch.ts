import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { watchMetrics } from '../../../lambdas/live-watch/metric-names.ts';
import { acknowledge } from '../../checks/acknowledge.ts';
import { Alarm } from '../../constructs/alarm.ts';
import { PaybackFunction } from '../../constructs/payback-function.ts';
import type { Platform } from '../../constructs/platform.ts';
import { ScheduledCall } from '../../constructs/scheduled-call.ts';
import type { SocketFrontDoor } from '../../constructs/socket-front-door.ts';
import { allowCalls } from './allow-calls.ts';
import { NOT_TOLD } from './consequences.ts';

/** Looks for changes while somebody is connected, says so to the connections, and has what waits recalculated. */
export function createLiveWatch(
  scope: Construct,
  platform: Platform,
  { api, stage }: SocketFrontDoor,
  { registry, recalculate }: { readonly registry: PaybackFunction; readonly recalculate: PaybackFunction },
): PaybackFunction {
  const watch = new PaybackFunction(scope, 'Watch', {
    name: 'live-watch',
    platform,
    // The schedule replaces it after a minute or two; it waits most of the time, and is paid by memory.
    timeout: Duration.minutes(3),
    memory: 128,
    environment: {
      REGISTRY_FUNCTION: registry.function.functionName,
      RECALCULATE_FUNCTION: recalculate.function.functionName,
      // Where the SDK finds the connections of this API.
      AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI: stage.callbackUrl,
    },
    retryAttempts: 0,
    failure: { ...NOT_TOLD, periods: 2, behindDatabase: true },
  });
  allowCalls(watch, [registry, recalculate]);
  // To tell, and to close.
  const connections = ['POST', 'DELETE'].map((method) =>
    Stack.of(scope).formatArn({
      service: 'execute-api',
      resource: api.apiId,
      resourceName: `${stage.stageName}/${method}/@connections/*`,
    }),
  );
  watch.function.addToRolePolicy(
    new PolicyStatement({ actions: ['execute-api:ManageConnections'], resources: connections }),
  );
  const reason = 'Connections are named by API Gateway as they are made.';
  acknowledge(watch, {
    'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<SocketFrontDoorApi5E52C313>/live/POST/@connections/*]':
      reason,
    'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<SocketFrontDoorApi5E52C313>/live/DELETE/@connections/*]':
      reason,
  });
  new ScheduledCall(scope, 'EveryMinute', {
    function: watch.function,
    expression: 'rate(1 minute)',
    description: 'Look for changes of figures while somebody is connected',
    retries: { attempts: 0, maxAge: Duration.minutes(1) },
  });
  const alarm = { topic: platform.alarmTopic, logs: watch.logGroup, ...NOT_TOLD };
  new Alarm(scope, 'NotWatching', {
    ...alarm,
    metric: watch.metric(watchMetrics.watches),
    threshold: 1,
    below: true,
    periods: 3,
    missingIsBad: true,
    onlyAfter: watch.metric(watchMetrics.watches),
    behindDatabase: true,
  });
  new Alarm(scope, 'HintsFailed', {
    ...alarm,
    metric: watch.metric(watchMetrics.failed),
    threshold: 10,
    periods: 2,
  });
  return watch;
}
