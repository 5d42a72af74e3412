import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { REGION } from '../cloudformation/aws-names.ts';
import type { Deployment } from '../cloudformation/deployment.ts';
import { BUCKET } from '../cloudformation/physical-values.ts';

const bucketSchema = z.object({
  BucketName: z.string().optional(),
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

/** The buckets that functions use: those that the template gives a name. */
export function readBuckets(deployment: Deployment): { names: string[]; corsRules: CorsRule[] } {
  const names: string[] = [];
  const corsRules: CorsRule[] = [];
  for (const resource of deployment.resources(BUCKET)) {
    const { BucketName: bucket, CorsConfiguration } = deployment.properties(resource, bucketSchema);
    if (bucket === undefined) continue;
    names.push(bucket);
    for (const { AllowedOrigins, ExposedHeaders } of CorsConfiguration?.CorsRules ?? []) {
      // Nothing terminates TLS before the dashboard here.
      const origins = AllowedOrigins.map((origin) => origin.replace(/^https:/, 'http:'));
      corsRules.push({ bucket, origins, exposedHeaders: ExposedHeaders });
    }
  }
  return { names, corsRules };
}

export async function createBuckets(names: readonly string[], endpoint: string): Promise<void> {
  const client = new S3Client({
    endpoint,
    region: REGION,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  for (const name of names) await client.send(new CreateBucketCommand({ Bucket: name }));
  client.destroy();
}
