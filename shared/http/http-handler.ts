import { createLogger } from '../logging/logger.ts';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import chain, { type MiddyfiedHandler } from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { compression } from './compression.ts';
import { Download, downloadResponse, Elsewhere, elsewhereResponse } from './download.ts';
import { validate, type Operations } from './operation.ts';
import { notFound } from './problem.ts';
import { problems } from './problems.ts';
import type { Watch } from './record-access.ts';
import { readResponse, resultResponse } from './response.ts';
import type { Routes } from './route.ts';
import { statementDurations } from './statement-durations.ts';

/** The Lambda handler of a slice's operations. API Gateway has matched the route already: its key picks one. */
export function httpHandler(
  operations: Operations<Routes>,
  watch: Watch,
): MiddyfiedHandler<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  const byRouteKey = new Map(
    Object.values(operations).map((each) => [`${each.route.method} ${each.route.path}`, each]),
  );
  const logger = createLogger();
  return (
    chain<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
      .use(injectLambdaContext(logger))
      .use(compression())
      .use(problems(logger))
      // After what answers an error: of several, the last one hears of it first, and an answer is the end.
      .use(statementDurations())
      .use(httpHeaderNormalizer())
      .handler(async (event) => {
        const operation = byRouteKey.get(event.routeKey);
        if (!operation)
          throw notFound('There is nothing at this address; GET /api/v1/openapi.json says what there is.');
        const { method, status } = operation.route;
        const request = validate(operation.route, event);
        const result = await watch(operation.route, request, () => operation.respond(request));
        const ifNoneMatch = event.headers['if-none-match'];
        if (result instanceof Download) return downloadResponse(result, ifNoneMatch);
        if (result instanceof Elsewhere) return elsewhereResponse(result);
        return method === 'GET' ? readResponse(result, ifNoneMatch) : resultResponse(status, result);
      })
  );
}
