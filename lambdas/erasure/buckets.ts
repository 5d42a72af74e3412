import {
  DeleteObjectsCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { keyOf, tombstone, type Tombstone } from './tombstone.ts';

export interface Buckets {
  /** Keeps a tombstone where no restore of the database reaches it. */
  keep(tombstone: Tombstone): Promise<void>;
  /** All that are kept, in no order. */
  kept(): AsyncIterable<Tombstone>;
  /** Deletes all files of exports of an organization. @returns how many */
  deleteFiles(organizationId: string): Promise<number>;
}

export function buckets(
  client: S3Client,
  { tombstones, files }: { readonly tombstones: string; readonly files: string },
): Buckets {
  async function* keysOf(Bucket: string, Prefix?: string): AsyncGenerator<string[]> {
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix })) {
      yield Contents.flatMap(({ Key }) => Key ?? []);
    }
  }

  async function read(Key: string): Promise<Tombstone> {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: tombstones, Key }));
    return tombstone.parse(JSON.parse((await Body?.transformToString()) ?? ''));
  }

  return {
    async keep(kept) {
      const object = { Bucket: tombstones, Key: keyOf(kept), ContentType: 'application/json' };
      await client.send(new PutObjectCommand({ ...object, Body: JSON.stringify(kept) }));
    },
    async *kept() {
      for await (const keys of keysOf(tombstones)) {
        for (const key of keys) yield await read(key);
      }
    },
    async deleteFiles(organizationId) {
      let deleted = 0;
      for await (const keys of keysOf(files, `${organizationId}/`)) {
        if (keys.length === 0) continue;
        const Objects = keys.map((Key) => ({ Key }));
        const { Errors = [] } = await client.send(
          new DeleteObjectsCommand({ Bucket: files, Delete: { Objects, Quiet: true } }),
        );
        if (Errors[0]) throw new Error(`files were not deleted: ${Errors[0].Code} ${Errors[0].Message}`);
        deleted += keys.length;
      }
      return deleted;
    },
  };
}
