import * as z from 'zod';
import type { Deployment } from '../cloudformation/deployment.ts';
import { ofSocketApi } from './socket-apis.ts';

const stageSchema = z.object({ StageName: z.string() });
const routeSchema = z.object({
  RouteKey: z.string(),
  Target: z.string(),
  // An authorizer would have to be run before the handshake; none is known here.
  AuthorizationType: z.literal('NONE').default('NONE'),
  RouteResponseSelectionExpression: z.literal('$default').optional(),
});
const integrationSchema = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  TimeoutInMillis: z.number().default(29_000),
});

export interface SocketRoute {
  readonly functionArn: string;
  readonly timeoutMs: number;
  /** Whether what the function returns is sent to the client. */
  readonly responds: boolean;
}

export interface SocketRoutes {
  /** Where clients connect: /<stage>. */
  readonly path: string;
  readonly connect: SocketRoute | undefined;
  readonly disconnect: SocketRoute | undefined;
  /** The route of every message: routes by their content are not run here. */
  readonly message: SocketRoute | undefined;
}

/** The template's WebSocket API; undefined when it has none. @throws Error where it has what is not known here */
export function readSocketRoutes(deployment: Deployment): SocketRoutes | undefined {
  const isOfSocketApi = ofSocketApi(deployment);
  const [stage, ...others] = deployment.resources('AWS::ApiGatewayV2::Stage').filter(isOfSocketApi);
  if (!stage) return undefined;
  if (others.length > 0) throw new Error('The template must have one stage of one WebSocket API.');
  const integrations = new Map(
    deployment
      .resources('AWS::ApiGatewayV2::Integration')
      .map((resource) => [`integrations/${deployment.valueOf(resource)}`, resource]),
  );
  const routes = new Map(
    deployment
      .resources('AWS::ApiGatewayV2::Route')
      .filter(isOfSocketApi)
      .map((resource): [string, SocketRoute] => {
        const route = deployment.properties(resource, routeSchema);
        const target = integrations.get(route.Target);
        if (!target) throw new Error(`Route ${route.RouteKey} has no integration ${route.Target}.`);
        const integration = deployment.properties(target, integrationSchema);
        return [
          route.RouteKey,
          {
            functionArn:
              /arn:aws:lambda:[^/]+/.exec(integration.IntegrationUri)?.[0] ?? integration.IntegrationUri,
            timeoutMs: integration.TimeoutInMillis,
            responds: route.RouteResponseSelectionExpression !== undefined,
          },
        ];
      }),
  );
  const unknown = [...routes.keys()].filter((key) => !['$connect', '$disconnect', '$default'].includes(key));
  if (unknown.length > 0) throw new Error(`Routes by content are not run here: ${unknown.join(', ')}.`);
  return {
    path: `/${deployment.properties(stage, stageSchema).StageName}`,
    connect: routes.get('$connect'),
    disconnect: routes.get('$disconnect'),
    message: routes.get('$default'),
  };
}
