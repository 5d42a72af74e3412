import { expect, test } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import { z } from 'zod';
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
  const expected = allRoutes.map((route) => `${route.method} ${route.path}`);
  expect(routes.map((route) => route.RouteKey).sort()).toEqual(expected.sort());
});

test('only health and the description of the API are open to everybody', () => {
  const open = routes.filter(
    (route) => route.AuthorizationType !== 'JWT' || route.AuthorizerId === undefined,
  );
  expect(open.map((route) => route.RouteKey).sort()).toEqual([
    'GET /api/v1/health',
    'GET /api/v1/openapi.json',
  ]);
});

test("the authorizer accepts the user pool's tokens for its two clients", () => {
  const [authorizer, ...others] = resourcesOf(service, 'AWS::ApiGatewayV2::Authorizer', {
    AuthorizerType: z.literal('JWT'),
    JwtConfiguration: z.object({ Audience: z.array(z.unknown()).length(2), Issuer: z.unknown() }),
  });
  expect(others).toEqual([]);
  expect(JSON.stringify(authorizer?.[1].JwtConfiguration.Issuer)).toContain('https://cognito-idp.');
  for (const route of routes) expect([undefined, authorizer?.[0]]).toContain(route.AuthorizerId?.Ref);
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
