import type { Logger } from '@aws-lambda-powertools/logger';
import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { databaseProblem } from './database-problem.ts';
import { Problem } from './problem.ts';
import { problemResponse } from './response.ts';

const internal = new Problem(
  500,
  'internal',
  'Something went wrong',
  'It is logged under `instance`; trying again may help.',
);

/** Answers every error as problem details. What is not the caller's doing is logged, and only there in full. */
export function problems(
  logger: Logger,
): MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  return {
    onError({ error, event }) {
      const { requestId } = event.requestContext;
      const cause = error ?? new Error('no error was given');
      if (cause instanceof Problem) return problemResponse(cause, requestId);
      const problem = databaseProblem(cause) ?? internal;
      logger.error('request failed', {
        requestId,
        routeKey: event.routeKey,
        status: problem.status,
        error: cause,
      });
      return problemResponse(problem, requestId);
    },
  };
}
