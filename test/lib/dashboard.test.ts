import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { StageName } from '../../lib/stage.ts';
import { getAtt, ref, resourcesOf, templatesOf } from './synthesized.ts';

const behavior = z.object({ TargetOriginId: z.string(), ViewerProtocolPolicy: z.string() });
const distribution = {
  DistributionConfig: z.object({
    DefaultCacheBehavior: behavior.extend({ ResponseHeadersPolicyId: ref }),
    CacheBehaviors: z.array(behavior.extend({ PathPattern: z.string() })),
    // They would turn the API's answers into pages.
    CustomErrorResponses: z.undefined().optional(),
    Origins: z.array(z.object({ Id: z.string(), OriginAccessControlId: getAtt.optional() })),
  }),
};
const headers = {
  ResponseHeadersPolicyConfig: z.object({
    SecurityHeadersConfig: z.object({
      ContentSecurityPolicy: z.object({ ContentSecurityPolicy: z.unknown(), Override: z.literal(true) }),
      StrictTransportSecurity: z.object({ AccessControlMaxAgeSec: z.int().min(31_536_000) }),
      FrameOptions: z.object({ FrameOption: z.literal('DENY') }),
      ContentTypeOptions: z.object({ Override: z.literal(true) }),
    }),
  }),
};
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

  test('may run only its own scripts and connect only to its origin, to who signs people in and to files', async () => {
    const { service } = await templatesOf(stage);
    const [policy] = resourcesOf(service, 'AWS::CloudFront::ResponseHeadersPolicy', headers);
    const text = JSON.stringify(
      policy?.[1].ResponseHeadersPolicyConfig.SecurityHeadersConfig.ContentSecurityPolicy
        .ContentSecurityPolicy,
    );
    expect(text).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(text).toContain("frame-ancestors 'none'");
    expect(text).not.toMatch(/unsafe|\*| http:| data:| blob:/);
    const connect = /connect-src 'self' (.*); base-uri/.exec(text)?.[1];
    expect(connect?.match(/https:\/\/|ProviderURL/g)).toEqual(['ProviderURL', 'https://', 'https://']);
    expect(connect).toMatch(/-files".*AWS::StackId.*\.s3\./);
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
