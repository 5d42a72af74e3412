import { describe, expect, test } from '@jest/globals';
import { Match } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import type { StageName } from '../../lib/stage.ts';
import { ref, resourcesOf, templatesOf } from './synthesized.ts';

const [connect, disconnect, message] = ['$connect', '$disconnect', '$default'];

describe.each<StageName>(['dev', 'prod'])('what is live of %s', (stage) => {
  test('has the three routes of a WebSocket, and sends answers to messages alone', async () => {
    const { service } = await templatesOf(stage);
    const routes = resourcesOf(service, 'AWS::ApiGatewayV2::Route', {
      ApiId: ref,
      RouteKey: z.string(),
      RouteResponseSelectionExpression: z.string().optional(),
    })
      .map(([, route]) => route)
      .filter(({ ApiId }) => ApiId.Ref.startsWith('SocketFrontDoor'));
    const answering = routes.filter((route) => route.RouteResponseSelectionExpression !== undefined);
    expect(routes.map((route) => route.RouteKey).sort()).toEqual([connect, message, disconnect].sort());
    expect(answering.map((route) => route.RouteKey)).toEqual([message]);
    service.resourceCountIs('AWS::ApiGatewayV2::RouteResponse', 1);
  });

  test('is throttled, and logged without the tickets of query strings', async () => {
    const { service } = await templatesOf(stage);
    service.hasResource('AWS::ApiGatewayV2::Stage', {
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^SocketFrontDoorAccount')]),
      Properties: {
        StageName: 'live',
        DefaultRouteSettings: {
          ThrottlingRateLimit: stage === 'prod' ? 200 : 50,
          ThrottlingBurstLimit: stage === 'prod' ? 400 : 100,
        },
        AccessLogSettings: {
          DestinationArn: Match.anyValue(),
          Format: Match.not(Match.stringLikeRegexp('query|path|claims')),
        },
      },
    });
  });

  test('may send to connections of its own API, call its own functions, and nothing else', async () => {
    const { service } = await templatesOf(stage);
    const allowed = (id: RegExp) =>
      resourcesOf(service, 'AWS::IAM::Policy', {
        PolicyDocument: z.object({
          Statement: z.array(z.object({ Action: z.unknown(), Resource: z.unknown() })),
        }),
      })
        .filter(([logicalId]) => id.test(logicalId))
        .flatMap(([, policy]) => policy.PolicyDocument.Statement)
        .filter(({ Action }) => !/^.?"(logs|xray):/.test(JSON.stringify(Action)));
    const watch = allowed(/^LiveWatchRole/);
    expect(watch.map(({ Action }) => Action)).toEqual([
      'lambda:InvokeFunction',
      'execute-api:ManageConnections',
    ]);
    expect(JSON.stringify(watch[0]?.Resource)).toMatch(
      /^\[\{"Fn::GetAtt":\["LiveRegistryFunction\w+","Arn"\]\},\{"Fn::GetAtt":\["RecalculateFunction\w+","Arn"\]\}\]$/,
    );
    const connections = z
      .array(z.unknown())
      .parse(watch[1]?.Resource)
      .map((each) => JSON.stringify(each));
    expect(connections.toSorted()).toEqual(
      ['DELETE', 'POST'].map((method) =>
        expect.stringMatching(
          new RegExp(`execute-api:.*"Ref":"SocketFrontDoorApi\\w+"\\},"/live/${method}/@connections/\\*"`),
        ),
      ),
    );
    const socket = allowed(/^LiveSocketRole/);
    expect(socket.map(({ Action }) => Action)).toEqual(['lambda:InvokeFunction']);
    expect(JSON.stringify(socket[0]?.Resource)).toMatch(/LiveRegistryFunction.*LiveWatchFunction/);
  });

  test('is where pages may connect, and is told to whoever deploys', async () => {
    const { service } = await templatesOf(stage);
    const [policy] = resourcesOf(service, 'AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: z.unknown(),
    });
    expect(JSON.stringify(policy)).toMatch(
      /connect-src 'self'.*"Fn::GetAtt":\["SocketFrontDoorApi\w+","ApiEndpoint"\]/,
    );
    service.hasOutput('WebSocketUrl', { Value: { 'Fn::Join': ['', [Match.anyValue(), '/live']] } });
  });

  test('ends a watch that nobody replaced, and does not begin it again by itself', async () => {
    const { service } = await templatesOf(stage);
    service.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: `payback-${stage}-live-watch`,
      Timeout: 180,
      MemorySize: 128,
    });
    service.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: Match.stringLikeRegexp('^LiveWatchFunction') },
      MaximumRetryAttempts: 0,
    });
  });
});
