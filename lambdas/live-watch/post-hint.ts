import {
  type ApiGatewayManagementApiClient,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { ServerMessage } from '../../shared/live/contract.ts';

export type Delivery = 'delivered' | 'gone' | 'failed';

/** Sends a message to one connection. Never throws: a connection in trouble holds back no other. */
export function postHint(
  client: ApiGatewayManagementApiClient,
  onFailure: (error: unknown) => void,
): (connectionId: string, message: ServerMessage) => Promise<Delivery> {
  return async (connectionId, message) => {
    try {
      await client.send(
        new PostToConnectionCommand({ ConnectionId: connectionId, Data: JSON.stringify(message) }),
      );
      return 'delivered';
    } catch (error) {
      if (error instanceof GoneException) return 'gone';
      onFailure(error);
      return 'failed';
    }
  };
}
