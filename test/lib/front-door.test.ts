import { expect, test } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { allRoutes } from '../../lib/routes.ts';
import { ref, resourcesOf, templatesOf } from './synthesized.ts';

const { service } = await templatesOf('prod');
const routes = resourcesOf(service, 'AWS::ApiGatewayV2::Route', {
  ApiId: ref,
  RouteKey: z.string(),
  AuthorizationType: z.string(),
  AuthorizerId: ref.optional(),
})
  .map(([, properties]) => properties)
  .filter(({ ApiId }) => ApiId.Ref.startsWith('FrontDoor'));

test('every operation of the contracts is routed, and nothing else', () => {
  // And what is at no address of theirs, which a function answers with 404.
  const expected = ['$default', ...allRoutes.map((route) => `${route.method} ${route.path}`)];
  expect(routes.map((route) => route.RouteKey).sort()).toEqual(expected.sort());
});

test('only health and the description of the API are open to everybody', () => {
  const open = routes.filter(
    (route) => route.AuthorizationType !== 'CUSTOM' || route.AuthorizerId === undefined,
  );
  expect(open.map((route) => route.RouteKey).sort()).toEqual([
    '$default',
    'GET /api/v1/health',
    'GET /api/v1/openapi.json',
  ]);
});

test('one authorizer asks who comes, in simple answers by the header, kept for a minute at most', () => {
  const [authorizer, ...others] = resourcesOf(service, 'AWS::ApiGatewayV2::Authorizer', {
    AuthorizerType: z.literal('REQUEST'),
    AuthorizerPayloadFormatVersion: z.literal('2.0'),
    EnableSimpleResponses: z.literal(true),
    IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
    AuthorizerResultTtlInSeconds: z.number().max(60),
    AuthorizerUri: z.unknown(),
  });
  expect(others).toEqual([]);
  expect(JSON.stringify(authorizer?.[1].AuthorizerUri)).toMatch(/AuthorizerLive/);
  for (const route of routes) expect([undefined, authorizer?.[0]]).toContain(route.AuthorizerId?.Ref);
});

test('it knows the issuer and the dashboard as the only client, and is outside of the network', () => {
  const [[, authorizer] = []] = resourcesOf(service, 'AWS::Lambda::Function', {
    FunctionName: z.unknown().optional(),
    VpcConfig: z.unknown().optional(),
    Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).optional(),
  }).filter(([, { FunctionName }]) => FunctionName === 'payback-prod-authorizer');
  expect(authorizer?.VpcConfig).toBeUndefined();
  const { ISSUER_URL, CLIENT_IDS } = authorizer?.Environment?.Variables ?? {};
  expect(JSON.stringify(ISSUER_URL)).toContain('UserPool');
  expect(CLIENT_IDS).toEqual({ Ref: expect.stringMatching(/^DashboardClient/) });
});

test('the client of programs of before can get no token, and its id stays for the stack that imports it', async () => {
  const { data } = await templatesOf('prod');
  const clients = resourcesOf(data, 'AWS::Cognito::UserPoolClient', {
    AllowedOAuthFlows: z.unknown().optional(),
    AllowedOAuthFlowsUserPoolClient: z.boolean(),
  });
  expect(clients).toEqual([[expect.stringContaining('Machine'), { AllowedOAuthFlowsUserPoolClient: false }]]);
  expect(JSON.stringify(data.findOutputs('*', { Value: { Ref: clients[0]?.[0] } }))).toContain('Export');
});

test('requests are throttled, and logged without query strings or tokens', () => {
  service.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
    StageName: '$default',
    DefaultRouteSettings: { ThrottlingBurstLimit: 400, ThrottlingRateLimit: 200 },
    AccessLogSettings: {
      DestinationArn: Match.anyValue(),
      Format: Match.not(Match.stringLikeRegexp('query|path|claims')),
    },
  });
});
