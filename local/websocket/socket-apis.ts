import * as z from 'zod';
import type { Deployment } from '../cloudformation/deployment.ts';
import type { Resource } from '../cloudformation/template.ts';

const apiSchema = z.object({ ProtocolType: z.string().optional() });
const partSchema = z.object({ ApiId: z.string().optional() });

/** Whether a route or a stage belongs to a WebSocket API: all kinds of API share these types of resources. */
export function ofSocketApi(deployment: Deployment): (resource: Resource) => boolean {
  const ids = deployment
    .resources('AWS::ApiGatewayV2::Api')
    .filter((api) => deployment.properties(api, apiSchema).ProtocolType === 'WEBSOCKET')
    .map((api) => deployment.valueOf(api));
  return (resource) => ids.includes(deployment.properties(resource, partSchema).ApiId ?? '');
}
