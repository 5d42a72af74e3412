import { createLogger } from '../../shared/logging/logger.ts';
import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Context } from 'aws-lambda';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { environment } from '../../shared/environment/environment.ts';
import { remoteRegistry } from '../../shared/live/remote.ts';
import { publish } from '../../shared/metrics/publish.ts';
import { watchMetrics } from './metric-names.ts';
import { closeConnection, postHint } from './post-hint.ts';
import { watch, type WatchResult } from './watch.ts';

const { REGISTRY_FUNCTION, RECALCULATE_FUNCTION } = environment({
  REGISTRY_FUNCTION: z.string().min(1),
  RECALCULATE_FUNCTION: z.string().min(1),
});
const logger = createLogger();
const functions = new LambdaClient({});
const registry = remoteRegistry(functions, REGISTRY_FUNCTION);
// One connection in trouble must not hold up the next look for long.
const connections = new ApiGatewayManagementApiClient({
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000 },
});
const post = postHint(connections, (error) => logger.warn('a hint was not delivered', { error }));
const close = closeConnection(connections, (error) => logger.warn('a connection was not closed', { error }));
/** The most that one look may take. */
const RESERVE_MS = 15_000;

/** Run by a schedule, and by the first to connect; the run that began last goes on, until nobody is connected. */
export async function handler(_event: unknown, context: Context): Promise<WatchResult> {
  publish(watchMetrics, { watches: 1 });
  const result = await watch({
    watchId: context.awsRequestId,
    registry,
    post,
    close,
    startRecalculation: async () => {
      await functions.send(
        new InvokeCommand({ FunctionName: RECALCULATE_FUNCTION, InvocationType: 'Event' }),
      );
    },
    clock: Date.now,
    sleepUntil: (time) => setTimeout(Math.max(0, time - Date.now())),
    timeIsUp: () => context.getRemainingTimeInMillis() < RESERVE_MS,
    onFailure: (error) => logger.warn('a look failed', { error }),
  });
  publish(watchMetrics, { hints: result.delivered, failed: result.failed });
  if (result.ended !== 'idle' || result.delivered > 0) logger.info('watched', { ...result });
  return result;
}
