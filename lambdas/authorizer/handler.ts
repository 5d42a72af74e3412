import { createLogger } from '../../shared/logging/logger.ts';
import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { environment } from '../../shared/environment/environment.ts';
import type { Authorization } from '../../shared/http/authorization-contract.ts';
import { createAuthorize } from './authorize.ts';

const { ISSUER_URL, CLIENT_IDS } = environment({
  ISSUER_URL: z.url(),
  CLIENT_IDS: z.string().min(1),
});
const logger = createLogger();
const authorize = createAuthorize({ issuer: ISSUER_URL, clients: CLIENT_IDS.split(' ') });

/**
 * Says who asks (docs/adr/0020-one-authorizer.md). API Gateway lets every request through to its function, which refuses
 * those of nobody: API Gateway's own refusal would be a 403 without a word of why.
 * @throws Error when the issuer's keys cannot be had: nobody can be told from anybody then, and API Gateway answers 500
 */
export async function handler(event: APIGatewayRequestAuthorizerEventV2): Promise<{
  readonly isAuthorized: true;
  readonly context: Authorization;
}> {
  try {
    return { isAuthorized: true, context: await authorize(event.headers?.['authorization']) };
  } catch (error) {
    logger.error("the issuer's keys cannot be had", { error });
    throw error;
  }
}
