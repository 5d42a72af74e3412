import {
  type ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
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
  return (connectionId, message) =>
    outcomeOf(
      client.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: JSON.stringify(message) })),
      onFailure,
    );
}

/** Ends one connection. Never throws. */
export function closeConnection(
  client: ApiGatewayManagementApiClient,
  onFailure: (error: unknown) => void,
): (connectionId: string) => Promise<Delivery> {
  return (connectionId) =>
    outcomeOf(client.send(new DeleteConnectionCommand({ ConnectionId: connectionId })), onFailure);
}

async function outcomeOf(sent: Promise<unknown>, onFailure: (error: unknown) => void): Promise<Delivery> {
  try {
    await sent;
    return 'delivered';
  } catch (error) {
    if (error instanceof GoneException) return 'gone';
    onFailure(error);
    return 'failed';
  }
}
