import { Duration } from 'aws-cdk-lib';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Construct } from 'constructs';
import { acknowledge } from '../../checks/acknowledge.ts';
import { PaybackFunction } from '../../constructs/payback-function.ts';
import type { Platform } from '../../constructs/platform.ts';
import type { SocketFrontDoor } from '../../constructs/socket-front-door.ts';
import { allowCalls } from './allow-calls.ts';
import { CANNOT_CONNECT } from './consequences.ts';

/** What is behind the routes of the WebSocket API. */
export function createLiveSocket(
  scope: Construct,
  platform: Platform,
  { api }: SocketFrontDoor,
  { registry, watch }: { readonly registry: PaybackFunction; readonly watch: PaybackFunction },
): void {
  const socket = new PaybackFunction(scope, 'Socket', {
    name: 'live-socket',
    platform,
    timeout: Duration.seconds(15),
    memory: 256,
    environment: {
      REGISTRY_FUNCTION: registry.function.functionName,
      WATCH_FUNCTION: watch.function.functionName,
    },
    failure: { ...CANNOT_CONNECT, behindDatabase: true },
  });
  allowCalls(socket, [registry, watch]);
  const integration = new WebSocketLambdaIntegration('Socket', socket.function);
  api.addRoute('$connect', { integration });
  api.addRoute('$disconnect', { integration });
  api.addRoute('$default', { integration, returnResponse: true });
  acknowledge(api, {
    'AwsSolutions-APIG4':
      'A browser sends no authorization header with a WebSocket: the function of $connect lets in who brings a ticket, which only a member gets and which works once. No other route is reached without.',
  });
}
