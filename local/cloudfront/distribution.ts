import { createContext, Script } from 'node:vm';
import * as z from 'zod';
import type { Deployment } from '../cloudformation/deployment.ts';
import { withLocalAddresses, type LocalAddresses } from './local-addresses.ts';

const distributionSchema = z.object({
  DistributionConfig: z.object({
    DefaultRootObject: z.string(),
    DefaultCacheBehavior: z.object({
      ResponseHeadersPolicyId: z.string(),
      FunctionAssociations: z.tuple([
        z.object({ EventType: z.literal('viewer-request'), FunctionARN: z.string() }),
      ]),
    }),
    CacheBehaviors: z.tuple([
      z.object({ PathPattern: z.string().endsWith('/*'), ResponseHeadersPolicyId: z.string() }),
    ]),
  }),
});
const functionSchema = z.object({ FunctionCode: z.string() });
/** Whether it stands instead of the origin's. */
const on = z.object({ Override: z.boolean() });
const policySchema = z.object({
  ResponseHeadersPolicyConfig: z.object({
    SecurityHeadersConfig: z.object({
      ContentSecurityPolicy: on.extend({ ContentSecurityPolicy: z.string() }),
      ContentTypeOptions: on,
      FrameOptions: on.extend({ FrameOption: z.string() }).optional(),
      ReferrerPolicy: on.extend({ ReferrerPolicy: z.string() }),
      StrictTransportSecurity: on.extend({
        AccessControlMaxAgeSec: z.coerce.number(),
        IncludeSubdomains: z.literal(true),
      }),
    }),
    CustomHeadersConfig: z.object({ Items: z.array(on.extend({ Header: z.string(), Value: z.string() })) }),
  }),
});
const rewritten = z.object({ uri: z.string() });

/** What the template's distribution does with a path. */
export interface Distribution {
  /** Whether it belongs to the API, which is the other origin. */
  isApi(path: string): boolean;
  /** The file that answers it, as the function of the distribution has it. */
  fileOf(path: string): string;
  /** Headers of every file. */
  readonly headers: Readonly<Record<string, string>>;
  /** Headers of every answer of the API that has none of its own of that name. */
  readonly apiHeaders: Readonly<Record<string, string>>;
}

/** @throws Error where the distribution has what is not known here */
export function readDistribution(deployment: Deployment, addresses: LocalAddresses): Distribution {
  const [resource, ...others] = deployment.resources('AWS::CloudFront::Distribution');
  if (!resource || others.length > 0) throw new Error('The template must have one distribution.');
  const { DefaultRootObject, DefaultCacheBehavior, CacheBehaviors } = deployment.properties(
    resource,
    distributionSchema,
  ).DistributionConfig;
  const [{ FunctionARN }] = DefaultCacheBehavior.FunctionAssociations;
  const rewrite = readFunction(deployment, FunctionARN);
  const apiPrefix = CacheBehaviors[0].PathPattern.slice(0, -1);
  return {
    isApi: (path) => path.startsWith(apiPrefix),
    fileOf: (path) => (path === '/' ? `/${DefaultRootObject}` : rewrite(path)),
    headers: readHeaders(deployment, DefaultCacheBehavior.ResponseHeadersPolicyId, true, addresses),
    apiHeaders: readHeaders(deployment, CacheBehaviors[0].ResponseHeadersPolicyId, false, addresses),
  };
}

function readFunction(deployment: Deployment, arn: string): (path: string) => string {
  const resource = deployment
    .resources('AWS::CloudFront::Function')
    .find((each) => deployment.valueOf(each, 'FunctionARN') === arn);
  if (!resource) throw new Error(`The template has no function ${arn}.`);
  const { FunctionCode } = deployment.properties(resource, functionSchema);
  // One context for all requests: making one takes milliseconds, on a busy machine a hundred.
  const sandbox = createContext({ event: undefined });
  const script = new Script(`${FunctionCode}; handler(event)`);
  return (uri) => {
    sandbox['event'] = { request: { uri } };
    return rewritten.parse(script.runInContext(sandbox)).uri;
  };
}

function readHeaders(
  deployment: Deployment,
  policyId: string,
  overrides: boolean,
  addresses: LocalAddresses,
): Record<string, string> {
  const resource = deployment
    .resources('AWS::CloudFront::ResponseHeadersPolicy')
    .find((each) => deployment.valueOf(each) === policyId);
  if (!resource) throw new Error(`The template has no response headers policy ${policyId}.`);
  const config = deployment.properties(resource, policySchema).ResponseHeadersPolicyConfig;
  const security = config.SecurityHeadersConfig;
  const all = [...Object.values(security), ...config.CustomHeadersConfig.Items];
  if (all.some((each) => each.Override !== overrides)) throw new Error(`${policyId} overrides otherwise.`);
  return {
    'content-security-policy': withLocalAddresses(
      security.ContentSecurityPolicy.ContentSecurityPolicy,
      addresses,
    ),
    'referrer-policy': security.ReferrerPolicy.ReferrerPolicy,
    'strict-transport-security': `max-age=${security.StrictTransportSecurity.AccessControlMaxAgeSec}; includeSubDomains`,
    'x-content-type-options': 'nosniff',
    ...(security.FrameOptions && { 'x-frame-options': security.FrameOptions.FrameOption }),
    ...Object.fromEntries(config.CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value])),
  };
}
