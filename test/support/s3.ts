import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { buildApp } from 'fauxqs';

export interface TestBucket {
  readonly name: string;
  readonly client: S3Client;
  stop(): Promise<void>;
}

/** A server of the S3 protocol in this process, with one bucket, and others by their names. */
export async function startTestBucket(...others: readonly string[]): Promise<TestBucket> {
  const app = buildApp({ logger: false });
  const endpoint = await app.listen({ host: '127.0.0.1', port: 0 });
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const name = 'files';
  for (const Bucket of [name, ...others]) await client.send(new CreateBucketCommand({ Bucket }));
  return {
    name,
    client,
    async stop() {
      client.destroy();
      await app.close();
    },
  };
}
