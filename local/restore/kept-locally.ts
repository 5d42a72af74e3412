import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { buckets, type Buckets } from '../../lambdas/erasure/buckets.ts';
import { REGION } from '../cloudformation/aws-names.ts';

/** The tombstones of a running local deployment. @throws Error when it has no bucket for them */
export async function* keptLocally(endpoint: string): ReturnType<Buckets['kept']> {
  const client = new S3Client({
    endpoint,
    region: REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    const { Buckets: all = [] } = await client.send(new ListBucketsCommand({}));
    const tombstones = all.find(({ Name }) => Name?.includes('-tombstones-'))?.Name;
    if (tombstones === undefined) throw new Error(`${endpoint} has no bucket of tombstones.`);
    yield* buckets(client, { tombstones, files: tombstones }).kept();
  } finally {
    client.destroy();
  }
}
