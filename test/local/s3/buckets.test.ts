import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import path from 'node:path';
import { freePort } from '../../../local/ports.ts';
import { createBuckets, readBuckets } from '../../../local/s3/buckets.ts';
import { startQueueServer, type QueueServer } from '../../../local/sqs/queues.ts';
import { smallDeployment } from '../../support/small-deployment.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const DASHBOARD = 'http://localhost:3000';
const deployment = smallDeployment({
  Distribution: { Type: 'AWS::CloudFront::Distribution' },
  Site: { Type: 'AWS::S3::Bucket' },
  Files: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      LifecycleConfiguration: { Rules: [{ ExpirationInDays: 1, Status: 'Enabled' }] },
      BucketName: {
        'Fn::Join': ['-', ['files', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }]],
      },
      CorsConfiguration: {
        CorsRules: [
          {
            AllowedMethods: ['GET'],
            AllowedOrigins: [
              { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': ['Distribution', 'DomainName'] }]] },
            ],
            ExposedHeaders: ['content-disposition'],
          },
        ],
      },
    },
  },
});

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let server: QueueServer;
let client: S3Client;
const { buckets, corsRules } = readBuckets(deployment);

beforeAll(async () => {
  directory = await temporaryDirectory();
  server = await startQueueServer(await freePort(), directory.path, {
    directory: path.join(directory.path, 's3'),
    corsRules,
  });
  await createBuckets([...buckets, { name: 'another', expires: false }], server.endpoint);
  client = new S3Client({
    endpoint: server.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});
afterAll(async () => {
  client.destroy();
  await server.stop();
  await directory.remove();
});

/** What a browser gets that a page of the origin sends to an address that was signed for it. */
async function fetched(bucket: string, origin: string | undefined) {
  const object = { Bucket: bucket, Key: 'a/file.csv' };
  await client.send(new PutObjectCommand({ ...object, Body: 'a,b\r\n' }));
  const url = await getSignedUrl(client, new GetObjectCommand(object), { expiresIn: 60 });
  const response = await fetch(url, origin === undefined ? {} : { headers: { origin } });
  expect(await response.text()).toBe('a,b\r\n');
  return response.headers.get('access-control-allow-origin');
}

test('the named buckets of the template are there, under the name that functions have in their environment', () => {
  expect(buckets.map(({ name }) => name)).toEqual(['files-local']);
  const [files] = deployment.resources((type) => type === 'AWS::S3::Bucket').slice(1);
  expect(files && deployment.valueOf(files)).toBe('files-local');
});

test('pages of the origin in the rule, and of no other, may read a file', async () => {
  expect(await fetched('files-local', DASHBOARD)).toBe(DASHBOARD);
  expect(await fetched('files-local', 'http://localhost:3001')).toBeNull();
  expect(await fetched('files-local', undefined)).toBeNull();
  expect(await fetched('another', DASHBOARD)).toBeNull();
});

test('what expires is gone at the next start, and what is to be kept is there', async () => {
  const [files] = buckets;
  const names = [files?.name ?? '', 'another'];
  for (const Bucket of names)
    await client.send(new PutObjectCommand({ Bucket, Key: 'a/kept', Body: 'text' }));
  await createBuckets([...buckets, { name: 'another', expires: false }], server.endpoint);
  const left = await Promise.all(
    names.map(async (Bucket) => (await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount),
  );
  expect(buckets).toMatchObject([{ expires: true }]);
  expect(left).toEqual([0, expect.any(Number)]);
  expect(left[1]).toBeGreaterThan(0);
});
