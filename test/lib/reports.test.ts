import { describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import type { StageName } from '../../lib/stage.ts';
import { ref, resourcesOf, templatesOf } from './synthesized.ts';

const bucket = {
  BucketName: z.unknown(),
  PublicAccessBlockConfiguration: z.record(z.string(), z.literal(true)),
  BucketEncryption: z.unknown(),
  LifecycleConfiguration: z.object({
    Rules: z.tuple([
      z.object({
        ExpirationInDays: z.literal(1),
        AbortIncompleteMultipartUpload: z.object({ DaysAfterInitiation: z.literal(1) }),
        Status: z.literal('Enabled'),
      }),
    ]),
  }),
  CorsConfiguration: z.object({
    CorsRules: z.tuple([
      z.strictObject({
        AllowedMethods: z.tuple([z.literal('GET')]),
        AllowedOrigins: z.tuple([z.unknown()]),
        ExposedHeaders: z.array(z.string()),
      }),
    ]),
  }),
};

describe.each<StageName>(['dev', 'prod'])('the files of %s', (stage) => {
  const filesOf = async () => {
    const { service } = await templatesOf(stage);
    const ids = Object.keys(service.findResources('AWS::S3::Bucket')).filter((id) =>
      id.startsWith('Reports'),
    );
    expect(ids).toHaveLength(1);
    const id = ids[0] ?? '';
    const found = service.findResources('AWS::S3::Bucket')[id];
    return { service, id, properties: z.object(bucket).parse(found?.['Properties']) };
  };

  test('are nobody else’s, encrypted, gone after a day, and readable for pages of the dashboard alone', async () => {
    const { service, id, properties } = await filesOf();
    expect(Object.keys(properties.PublicAccessBlockConfiguration)).toHaveLength(4);
    expect(JSON.stringify(properties.BucketEncryption)).toContain('AES256');
    const [{ AllowedOrigins }] = properties.CorsConfiguration.CorsRules;
    expect(JSON.stringify(AllowedOrigins)).toMatch(
      /^\[{"Fn::Join":\["",\["https:\/\/",{"Fn::GetAtt":.*DomainName/,
    );
    const policies = resourcesOf(service, 'AWS::S3::BucketPolicy', {
      Bucket: ref,
      PolicyDocument: z.object({ Statement: z.array(z.unknown()) }),
    }).filter(([, policy]) => policy.Bucket.Ref === id);
    expect(JSON.stringify(policies)).toContain('"aws:SecureTransport":"false"');
  });

  test('have a name that is as short as S3 asks for, and is known before them', async () => {
    const { properties } = await filesOf();
    expect(JSON.stringify(properties.BucketName)).toContain('AWS::StackId');
    expect(`payback-${stage}-files-51af3dc0-da77-11e4-872e-1234567db123`.length).toBeLessThanOrEqual(63);
  });

  test('are written and read by the functions that make them, and deleted by the one that erases people', async () => {
    const { service, id } = await filesOf();
    const statements = resourcesOf(service, 'AWS::IAM::Policy', {
      PolicyDocument: z.object({
        Statement: z.array(z.object({ Action: z.unknown(), Resource: z.unknown() })),
      }),
    }).flatMap(([policy, { PolicyDocument }]) =>
      PolicyDocument.Statement.filter(({ Resource }) => JSON.stringify(Resource).includes(id)).map(
        ({ Action, Resource }) => ({ policy, Action, Resource }),
      ),
    );
    const objects = { 'Fn::Join': ['', [{ 'Fn::GetAtt': [id, 'Arn'] }, '/*']] };
    const written = {
      Action: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
      Resource: objects,
    };
    expect(statements).toEqual([
      { policy: expect.stringMatching(/^Reports/), ...written },
      { policy: expect.stringMatching(/^UserData/), ...written },
      {
        policy: expect.stringMatching(/^Erasure/),
        Action: 's3:ListBucket',
        Resource: expect.arrayContaining([{ 'Fn::GetAtt': [id, 'Arn'] }]),
      },
      { policy: expect.stringMatching(/^Erasure/), Action: 's3:DeleteObject', Resource: objects },
    ]);
  });

  test('have 29 seconds to be made: the API waits for 30', async () => {
    const { service } = await templatesOf(stage);
    service.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: `payback-${stage}-reports`,
      Timeout: 29,
    });
  });
});
