import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { startHash } from '../../lib/features/dashboard/page.ts';
import { routesOfSlices } from '../../lib/routes.ts';
import type { StageName } from '../../lib/stage.ts';
import { SECURITY_HEADERS } from '../../shared/http/response.ts';
import { EMPTY_PAGE } from '../support/empty-page.ts';
import { getAtt, ref, resourcesOf, templatesOf } from './synthesized.ts';

const behavior = z.object({ TargetOriginId: z.string(), ViewerProtocolPolicy: z.string() });
const distribution = {
  DistributionConfig: z.object({
    DefaultCacheBehavior: behavior.extend({ ResponseHeadersPolicyId: ref }),
    CacheBehaviors: z.array(behavior.extend({ PathPattern: z.string() })),
    // A page of its own would take the place of the API's answers.
    CustomErrorResponses: z.array(z.strictObject({ ErrorCode: z.number(), ErrorCachingMinTTL: z.number() })),
    Origins: z.array(z.object({ Id: z.string(), OriginAccessControlId: getAtt.optional() })),
  }),
};
const headers = z.object({
  ResponseHeadersPolicyConfig: z.object({
    SecurityHeadersConfig: z.object({
      ContentSecurityPolicy: z.object({ ContentSecurityPolicy: z.unknown(), Override: z.literal(true) }),
      StrictTransportSecurity: z.object({ AccessControlMaxAgeSec: z.int().min(31_536_000) }),
      FrameOptions: z.object({ FrameOption: z.literal('DENY') }),
      ContentTypeOptions: z.object({ Override: z.literal(true) }),
    }),
  }),
});
const copy = {
  SystemMetadata: z.object({ 'cache-control': z.string() }),
  DestinationBucketKeyPrefix: z.string().optional(),
  Prune: z.literal(false),
};

describe.each<StageName>(['dev', 'prod'])('the dashboard of %s', (stage) => {
  test('is served from a bucket that only CloudFront reads, the API from the same address', async () => {
    const { service } = await templatesOf(stage);
    const [found] = resourcesOf(service, 'AWS::CloudFront::Distribution', distribution);
    const config = found?.[1].DistributionConfig;
    expect(config?.CacheBehaviors.map(({ PathPattern }) => PathPattern)).toEqual(['/api/*']);
    const files = config?.Origins.find(({ Id }) => Id === config.DefaultCacheBehavior.TargetOriginId);
    expect(files?.OriginAccessControlId).toBeDefined();
    for (const each of [config?.DefaultCacheBehavior, ...(config?.CacheBehaviors ?? [])]) {
      expect(each?.ViewerProtocolPolicy).not.toBe('allow-all');
    }
    const [bucket] = resourcesOf(service, 'AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: z.record(z.string(), z.literal(true)),
    });
    expect(Object.keys(bucket?.[1].PublicAccessBlockConfiguration ?? {})).toHaveLength(4);
  });

  test('keeps no error for others: neither what is not there yet nor one failure of the API', async () => {
    const { service } = await templatesOf(stage);
    const [found] = resourcesOf(service, 'AWS::CloudFront::Distribution', distribution);
    const kept = found?.[1].DistributionConfig.CustomErrorResponses ?? [];
    // Those that CloudFront keeps for 10 s by itself, of those that can be set.
    expect(kept.map((each) => each.ErrorCode)).toEqual([404, 405, 414, 500, 501, 502, 503, 504]);
    expect(new Set(kept.map((each) => each.ErrorCachingMinTTL))).toEqual(new Set([0]));
  });

  test('hands the API what browsers accept, so that it can compress: the edge keeps nothing of it', async () => {
    const { service } = await templatesOf(stage);
    const [found] = resourcesOf(service, 'AWS::CloudFront::Distribution', {
      DistributionConfig: z.object({
        CacheBehaviors: z.tuple([z.object({ CachePolicyId: z.string(), OriginRequestPolicyId: z.string() })]),
      }),
    });
    expect(found?.[1].DistributionConfig.CacheBehaviors[0]).toEqual({
      // AWS's own: CachingDisabled, and AllViewerExceptHostHeader.
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    });
  });

  test('has names that no other region of the account has', async () => {
    const { service } = await templatesOf(stage);
    const names = [
      ...resourcesOf(service, 'AWS::CloudFront::ResponseHeadersPolicy', {
        ResponseHeadersPolicyConfig: z.object({ Name: z.unknown() }),
      }).map(([, each]) => each.ResponseHeadersPolicyConfig.Name),
      ...resourcesOf(service, 'AWS::CloudFront::OriginAccessControl', {
        OriginAccessControlConfig: z.object({ Name: z.unknown() }),
      }).map(([, each]) => each.OriginAccessControlConfig.Name),
      ...resourcesOf(service, 'AWS::CloudFront::Function', { Name: z.unknown() }).map(
        ([, each]) => each.Name,
      ),
      ...resourcesOf(service, 'AWS::IAM::Role', { RoleName: z.unknown().optional() }).flatMap(
        ([, each]) => each.RoleName ?? [],
      ),
    ];
    expect(names).toHaveLength(4);
    for (const name of names) expect(JSON.stringify(name)).toContain('AWS::Region');
  });

  test('marks what it passes on to the API, by what only the functions of the API know', async () => {
    const { service } = await templatesOf(stage);
    const [found] = resourcesOf(service, 'AWS::CloudFront::Distribution', {
      DistributionConfig: z.object({
        Origins: z.array(
          z.object({
            OriginCustomHeaders: z
              .array(z.object({ HeaderName: z.string(), HeaderValue: z.unknown() }))
              .optional(),
          }),
        ),
      }),
    });
    const marks = found?.[1].DistributionConfig.Origins.flatMap((origin) => origin.OriginCustomHeaders ?? []);
    expect(marks).toEqual([{ HeaderName: 'x-payback-edge', HeaderValue: expect.anything() }]);
    const functions = resourcesOf(service, 'AWS::Lambda::Function', {
      FunctionName: z.string().optional(),
      Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).optional(),
    });
    const knowing = functions.flatMap(([, { FunctionName: name = '', Environment }]) => {
      const { EDGE_MARK: mark } = Environment?.Variables ?? {};
      return mark === undefined ? [] : [[name.replace(`payback-${stage}-`, ''), mark] as const];
    });
    expect(new Map(knowing)).toEqual(
      new Map(Object.keys(routesOfSlices).map((name) => [name, marks?.[0]?.HeaderValue])),
    );
  });

  test('may run only its own scripts and the one in the page, and connect only to its origin, to who signs people in and to files', async () => {
    const { service } = await templatesOf(stage);
    const [found] = resourcesOf(service, 'AWS::CloudFront::Distribution', distribution);
    const { Ref: id } = found?.[1].DistributionConfig.DefaultCacheBehavior.ResponseHeadersPolicyId ?? {};
    const all = resourcesOf(service, 'AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: z.unknown(),
    });
    const policy = headers.parse(all.find(([logicalId]) => logicalId === id)?.[1]);
    const text = JSON.stringify(
      policy.ResponseHeadersPolicyConfig.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy,
    );
    expect(text).toContain(
      `default-src 'none'; script-src 'self' ${startHash(EMPTY_PAGE)}; style-src 'self'`,
    );
    expect(text).toContain("frame-ancestors 'none'");
    expect(text).not.toMatch(/unsafe|\*| http:| data:| blob:/);
    const connect = /connect-src 'self' (.*); base-uri/.exec(text)?.[1];
    expect(connect?.match(/https:\/\/|amazoncognito/g)).toEqual(['https://', 'amazoncognito', 'https://']);
    expect(connect).toMatch(/-files".*AWS::StackId.*\.s3\./);
  });

  test("gives the API's answers the headers that functions set, where they have none", async () => {
    const { service } = await templatesOf(stage);
    const [found] = resourcesOf(service, 'AWS::CloudFront::Distribution', {
      DistributionConfig: z.object({ CacheBehaviors: z.tuple([z.object({ ResponseHeadersPolicyId: ref })]) }),
    });
    const off = z.object({ Override: z.literal(false) });
    const policies = new Map(
      resourcesOf(service, 'AWS::CloudFront::ResponseHeadersPolicy', {
        ResponseHeadersPolicyConfig: z.object({ SecurityHeadersConfig: z.unknown() }),
      }),
    );
    const id = found?.[1].DistributionConfig.CacheBehaviors[0].ResponseHeadersPolicyId.Ref ?? '';
    const security = z
      .object({
        ContentSecurityPolicy: off.extend({ ContentSecurityPolicy: z.string() }),
        ContentTypeOptions: off,
        ReferrerPolicy: off.extend({ ReferrerPolicy: z.string() }),
        StrictTransportSecurity: off.extend({
          AccessControlMaxAgeSec: z.int(),
          IncludeSubdomains: z.literal(true),
        }),
      })
      .parse(policies.get(id)?.ResponseHeadersPolicyConfig.SecurityHeadersConfig);
    expect({
      'content-security-policy': security.ContentSecurityPolicy.ContentSecurityPolicy,
      'referrer-policy': security.ReferrerPolicy.ReferrerPolicy,
      'strict-transport-security': `max-age=${security.StrictTransportSecurity.AccessControlMaxAgeSec}; includeSubDomains`,
      'x-content-type-options': 'nosniff',
    }).toEqual(SECURITY_HEADERS);
  });

  test('is kept by browsers only where the name of a file is its content', async () => {
    const { service } = await templatesOf(stage);
    const copies = resourcesOf(service, 'Custom::CDKBucketDeployment', copy).map(([, each]) => [
      each.DestinationBucketKeyPrefix,
      each.SystemMetadata['cache-control'],
    ]);
    expect(copies).toEqual([
      ['assets', 'public, max-age=31536000, immutable'],
      [undefined, 'no-cache'],
    ]);
  });

  test('gets its sign-in from the user pool, with codes alone, and is where it sends people back to', async () => {
    const { service } = await templatesOf(stage);
    const [client, ...others] = resourcesOf(service, 'AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: z.tuple([z.literal('code')]),
      GenerateSecret: z.literal(false),
      CallbackURLs: z.tuple([z.unknown()]),
    });
    expect(others).toEqual([]);
    expect(JSON.stringify(client?.[1].CallbackURLs)).toMatch(/^\[{"Fn::Join":.*"https:\/\/".*DomainName/);
  });
});
