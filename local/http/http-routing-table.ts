import { z } from 'zod';
import type { Deployment } from '../cloudformation/deployment.ts';
import { ofSocketApi } from '../websocket/socket-apis.ts';
import { createJwtAuthorizer } from './jwt-authorizer.ts';

const routeSchema = z.object({
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
});
const integrationSchema = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.number().default(30_000),
});
const authorizerSchema = z.object({
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()) }),
});

export interface HttpRoute {
  readonly routeKey: string;
  readonly functionArn: string;
  readonly timeoutMs: number;
  /** Undefined: open to everyone. */
  readonly authorize: ReturnType<typeof createJwtAuthorizer> | undefined;
  /** A token needs one of them; none are asked for when empty. */
  readonly scopes: readonly string[];
}

/** The routes of the template's HTTP API. @param issuerUrl of the issuer that stands for Cognito */
export function readRoutes(deployment: Deployment, issuerUrl: string): HttpRoute[] {
  const authorizers = new Map(
    deployment.resources('AWS::ApiGatewayV2::Authorizer').map((resource) => {
      const { Issuer, Audience } = deployment.properties(resource, authorizerSchema).JwtConfiguration;
      const issuer = Issuer.startsWith('https://cognito-idp.') ? issuerUrl : Issuer;
      return [deployment.valueOf(resource), createJwtAuthorizer({ issuer, audience: Audience })];
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
    if (route.AuthorizationType === 'JWT' && authorize === undefined) {
      throw new Error(`Route ${route.RouteKey} has no authorizer ${route.AuthorizerId}.`);
    }
    return {
      routeKey: route.RouteKey,
      functionArn: /arn:aws:lambda:[^/]+/.exec(integration.IntegrationUri)?.[0] ?? integration.IntegrationUri,
      timeoutMs: integration.TimeoutInMillis,
      authorize: route.AuthorizationType === 'JWT' ? authorize : undefined,
      scopes: route.AuthorizationScopes,
    };
  });
}
