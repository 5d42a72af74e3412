import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileBucket } from '../../shared/delivery/bucket.ts';

/** S3 takes parts of 5 MiB and more. */
const PART_BYTES = 8 * 1024 * 1024;

export interface ArchiveBucket {
  /** Sends a file; what was there before is a version of before. */
  put(key: string, file: string): Promise<void>;
  /** Fetches a file, into folders that are made. */
  get(key: string, file: string): Promise<void>;
}

export function archiveBucket(client: S3Client, name: string): ArchiveBucket {
  const files = fileBucket(client, name);
  return {
    async put(key, file) {
      const upload = await files.begin({
        key,
        contentType: 'application/vnd.apache.parquet',
        filename: path.basename(key),
      });
      try {
        for await (const part of createReadStream(file, { highWaterMark: PART_BYTES })) {
          await upload.add(part);
        }
        await upload.complete();
      } catch (error) {
        await upload.abort().catch(() => undefined);
        throw error;
      }
    },
    async get(key, file) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: name, Key: key }));
      if (!(Body instanceof Readable)) throw new TypeError(`${key} was not answered as a stream`);
      await mkdir(path.dirname(file), { recursive: true });
      await pipeline(Body, createWriteStream(file));
    },
  };
}
