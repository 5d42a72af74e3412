import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListBucketsCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import * as z from 'zod';
import { REGION } from '../cloudformation/aws-names.ts';
import type { Deployment } from '../cloudformation/deployment.ts';
import { BUCKET } from '../cloudformation/physical-values.ts';

const bucketSchema = z.object({
  BucketName: z.string().optional(),
  LifecycleConfiguration: z
    .object({ Rules: z.array(z.object({ ExpirationInDays: z.number().optional() })) })
    .optional(),
  CorsConfiguration: z
    .object({
      CorsRules: z.array(
        z.object({
          AllowedMethods: z.tuple([z.literal('GET')]),
          AllowedOrigins: z.array(z.string()),
          ExposedHeaders: z.array(z.string()).default([]),
        }),
      ),
    })
    .optional(),
});

/** Which pages may read what a bucket answers. */
export interface CorsRule {
  readonly bucket: string;
  readonly origins: readonly string[];
  readonly exposedHeaders: readonly string[];
}

export interface Bucket {
  readonly name: string;
  /** What is in it lives for some days: here, until the next start. */
  readonly expires: boolean;
}

/** The buckets that functions use: those that the template gives a name. */
export function readBuckets(deployment: Deployment): { buckets: Bucket[]; corsRules: CorsRule[] } {
  const buckets: Bucket[] = [];
  const corsRules: CorsRule[] = [];
  for (const resource of deployment.resources(BUCKET)) {
    const {
      BucketName: bucket,
      CorsConfiguration,
      LifecycleConfiguration,
    } = deployment.properties(resource, bucketSchema);
    if (bucket === undefined) continue;
    const rules = LifecycleConfiguration?.Rules ?? [];
    buckets.push({
      name: bucket,
      expires: rules.some(({ ExpirationInDays }) => ExpirationInDays !== undefined),
    });
    for (const { AllowedOrigins, ExposedHeaders } of CorsConfiguration?.CorsRules ?? []) {
      // Nothing terminates TLS before the dashboard here.
      const origins = AllowedOrigins.map((origin) => origin.replace(/^https:/, 'http:'));
      corsRules.push({ bucket, origins, exposedHeaders: ExposedHeaders });
    }
  }
  return { buckets, corsRules };
}

/** Creates those that are not there yet, and empties those of which nothing lives long. */
export async function createBuckets(buckets: readonly Bucket[], endpoint: string): Promise<void> {
  const client = new S3Client({
    endpoint,
    region: REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const { Buckets: present = [] } = await client.send(new ListBucketsCommand({}));
  for (const { name: Bucket, expires } of buckets) {
    if (!present.some(({ Name }) => Name === Bucket)) await client.send(new CreateBucketCommand({ Bucket }));
    else if (expires) await empty(client, Bucket);
  }
  client.destroy();
}

async function empty(client: S3Client, Bucket: string): Promise<void> {
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket })) {
    keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
  }
  for (const Key of keys) await client.send(new DeleteObjectCommand({ Bucket, Key }));
}
