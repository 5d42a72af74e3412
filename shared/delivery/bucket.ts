import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  UploadPartCommand,
  type CompletedPart,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

const URL_SECONDS = 15 * 60;

interface StoredFile {
  readonly key: string;
  readonly contentType: string;
  readonly filename: string;
}

/** An upload in parts of at least 5 MiB, but for the last. One is under way while the next is made, never more. */
export interface Upload {
  /** @throws when the part before it could not be stored */
  add(part: Buffer): Promise<void>;
  /** Makes the file of the parts. @returns its address, which works for 15 minutes for whoever has it */
  complete(): Promise<string>;
  /** Throws away what is stored of it. */
  abort(): Promise<void>;
}

export interface FileBucket {
  begin(file: StoredFile): Promise<Upload>;
}

export function fileBucket(client: S3Client, bucketName: string): FileBucket {
  return {
    async begin({ key, contentType, filename }) {
      const object = { Bucket: bucketName, Key: key };
      const { UploadId } = await client.send(
        new CreateMultipartUploadCommand({
          ...object,
          ContentType: contentType,
          ContentDisposition: `attachment; filename="${filename}"`,
          CacheControl: 'no-store',
        }),
      );
      const upload = { ...object, UploadId };
      const parts: Promise<CompletedPart>[] = [];
      const send = async (part: Buffer, PartNumber: number): Promise<CompletedPart> => {
        const stored = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body: part }));
        return { PartNumber, ETag: stored.ETag, ChecksumCRC32: stored.ChecksumCRC32 };
      };
      return {
        async add(part) {
          await parts.at(-1);
          const sent = send(part, parts.length + 1);
          // Whoever awaits it next is told; nobody may have by the time it fails.
          sent.catch(() => undefined);
          parts.push(sent);
        },
        async complete() {
          const MultipartUpload = { Parts: await Promise.all(parts) };
          await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload }));
          return getSignedUrl(client, new GetObjectCommand(object), { expiresIn: URL_SECONDS });
        },
        async abort() {
          await Promise.allSettled(parts);
          await client.send(new AbortMultipartUploadCommand(upload));
        },
      };
    },
  };
}
