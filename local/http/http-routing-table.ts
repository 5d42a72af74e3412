import * as z from 'zod';
import type { Deployment } from '../cloudformation/deployment.ts';
import { ofSocketApi } from '../websocket/socket-apis.ts';
import type { Lambda } from '../lambda/lambda.ts';
import { createRequestAuthorizer } from './request-authorizer.ts';

const routeSchema = z.object({
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(['NONE', 'CUSTOM']).default('NONE'),
  AuthorizerId: z.string().optional(),
});
const integrationSchema = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.number().default(30_000),
});
const authorizerSchema = z.object({
  AuthorizerType: z.literal('REQUEST'),
  AuthorizerPayloadFormatVersion: z.literal('2.0'),
  EnableSimpleResponses: z.literal(true),
  IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
  AuthorizerUri: z.string(),
  AuthorizerResultTtlInSeconds: z.number().min(0),
});

export interface HttpRoute {
  readonly routeKey: string;
  readonly functionArn: string;
  readonly timeoutMs: number;
  /** Undefined: open to everyone. */
  readonly authorize: ReturnType<typeof createRequestAuthorizer> | undefined;
}

/** The routes of the template's HTTP API. @param lambda runs what authorizes */
export function readRoutes(deployment: Deployment, lambda: Lambda): HttpRoute[] {
  const authorizers = new Map(
    deployment.resources('AWS::ApiGatewayV2::Authorizer').map((resource) => {
      const properties = deployment.properties(resource, authorizerSchema);
      const settings = {
        functionArn: functionOf(properties.AuthorizerUri),
        ttlSeconds: properties.AuthorizerResultTtlInSeconds,
      };
      return [deployment.valueOf(resource), createRequestAuthorizer(settings, lambda)];
    }),
  );
  const integrations = new Map(
    deployment
      .resources('AWS::ApiGatewayV2::Integration')
      .map((resource) => [`integrations/${deployment.valueOf(resource)}`, resource]),
  );
  const isSocketRoute = ofSocketApi(deployment);
  const routes = deployment
    .resources('AWS::ApiGatewayV2::Route')
    .filter((resource) => !isSocketRoute(resource));
  return routes.map((resource): HttpRoute => {
    const route = deployment.properties(resource, routeSchema);
    const target = integrations.get(route.Target);
    if (target === undefined) throw new Error(`Route ${route.RouteKey} has no integration ${route.Target}.`);
    const integration = deployment.properties(target, integrationSchema);
    const authorize = authorizers.get(route.AuthorizerId ?? '');
    if (route.AuthorizationType === 'CUSTOM' && authorize === undefined) {
      throw new Error(`Route ${route.RouteKey} has no authorizer ${route.AuthorizerId}.`);
    }
    return {
      routeKey: route.RouteKey,
      functionArn: functionOf(integration.IntegrationUri),
      timeoutMs: integration.TimeoutInMillis,
      authorize: route.AuthorizationType === 'CUSTOM' ? authorize : undefined,
    };
  });
}

/** Out of `arn:aws:apigateway:…:lambda:path/2015-03-31/functions/<function>/invocations`, or the function itself. */
const functionOf = (uri: string) => /arn:aws:lambda:[^/]+/.exec(uri)?.[0] ?? uri;
