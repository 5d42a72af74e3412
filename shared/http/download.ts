import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { READ_HEADERS, SECURITY_HEADERS, tagOf, UNKEPT_HEADERS, unchanged } from './response.ts';

export interface DownloadOptions {
  readonly contentType: string;
  /** What it is saved as; letters, digits, `.`, `_` and `-`. */
  readonly filename: string;
  /** At most 4 MiB: base64 makes a third more of it, and Lambda answers with at most 6 MB. */
  readonly bytes: Uint8Array;
  /**
   * What the file says. Another one that says the same, if with the time of another day on it, counts as unchanged.
   * Without it the file is not to be kept.
   */
  readonly says?: unknown;
}

/** A result that is a file, sent as it is and to be saved, instead of JSON. */
export class Download {
  readonly options: DownloadOptions;

  constructor(options: DownloadOptions) {
    this.options = options;
  }
}

/** A result that is at another address, which the client gets by itself. */
export class Elsewhere {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }
}

/** @param ifNoneMatch the request's If-None-Match header */
export function downloadResponse(
  { options }: Download,
  ifNoneMatch: string | undefined,
): APIGatewayProxyStructuredResultV2 {
  const { contentType, filename, bytes, says } = options;
  const weakTag = says === undefined ? undefined : `W/${tagOf(JSON.stringify([contentType, says]))}`;
  const headers =
    weakTag === undefined
      ? { ...SECURITY_HEADERS, ...UNKEPT_HEADERS }
      : { ...SECURITY_HEADERS, ...READ_HEADERS, etag: weakTag };
  if (weakTag !== undefined && unchanged(ifNoneMatch, weakTag)) return { statusCode: 304, headers };
  return {
    statusCode: 200,
    headers: {
      ...headers,
      'content-type': contentType,
      'content-disposition': `attachment; filename="${filename}"`,
    },
    body: Buffer.from(bytes).toString('base64'),
    isBase64Encoded: true,
  };
}

export function elsewhereResponse({ url }: Elsewhere): APIGatewayProxyStructuredResultV2 {
  return { statusCode: 303, headers: { ...SECURITY_HEADERS, ...UNKEPT_HEADERS, location: url } };
}
