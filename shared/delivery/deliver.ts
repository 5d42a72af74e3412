import { randomUUID } from 'node:crypto';
import { Download, Elsewhere } from '../http/download.ts';
import type { FileBucket, Upload } from './bucket.ts';

const MOST_DIRECT_BYTES = 4 * 1024 * 1024;
/** S3 takes parts of 5 MiB and more, 10,000 of them: 80 GB. */
const PART_BYTES = 8 * 1024 * 1024;

export interface Delivery {
  readonly contentType: string;
  readonly filename: string;
  /** A folder of the bucket. */
  readonly folder: string;
  readonly bucket: FileBucket;
}

/**
 * Answers with a file that is made while it is sent: in the response while it fits into one, or else through the bucket.
 * Holds two parts of it at most. What fails leaves nothing behind in the bucket.
 */
export async function deliver(
  content: AsyncIterable<string | Buffer>,
  delivery: Delivery,
): Promise<Download | Elsewhere> {
  const { contentType, filename, folder, bucket } = delivery;
  let held: Buffer[] = [];
  let size = 0;
  let upload: Upload | undefined;
  try {
    for await (const chunk of content) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
      held.push(bytes);
      size += bytes.length;
      if (size > MOST_DIRECT_BYTES) {
        upload ??= await bucket.begin({
          key: `${folder}/${randomUUID()}/${filename}`,
          contentType,
          filename,
        });
      }
      if (size < PART_BYTES) continue;
      await upload?.add(Buffer.concat(held));
      held = [];
      size = 0;
    }
    if (upload === undefined) return new Download({ contentType, filename, bytes: Buffer.concat(held) });
    if (size > 0) await upload.add(Buffer.concat(held));
    return new Elsewhere(await upload.complete());
  } catch (error) {
    // What went wrong first is the news. Parts that stay behind expire with the bucket's unfinished uploads.
    await upload?.abort().catch(() => undefined);
    throw error;
  }
}
