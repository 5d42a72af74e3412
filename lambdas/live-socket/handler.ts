import { createLogger } from '../../shared/logging/logger.ts';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { environment } from '../../shared/environment/environment.ts';
import { remoteRegistry } from '../../shared/live/remote.ts';
import { socketHandler } from './socket.ts';

const { REGISTRY_FUNCTION, WATCH_FUNCTION } = environment({
  REGISTRY_FUNCTION: z.string().min(1),
  WATCH_FUNCTION: z.string().min(1),
});
const logger = createLogger();
const client = new LambdaClient({});

/** The routes of the WebSocket API. Outside of the network: it has to call other functions. */
export const handler = socketHandler({
  registry: remoteRegistry(client, REGISTRY_FUNCTION),
  startWatch: async () => {
    await client.send(new InvokeCommand({ FunctionName: WATCH_FUNCTION, InvocationType: 'Event' }));
  },
  onFailure: (what, error) => logger.error(`${what} failed`, { error }),
});
