import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { DeployedFile } from './deployed-files.ts';
import type { Distribution } from './distribution.ts';

/** As S3 tells types by the name. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const COMPRESSIBLE = new Set(['.css', '.html', '.js', '.json', '.svg']);
/** CloudFront compresses what is at least as large. */
const LEAST_COMPRESSED_BYTES = 1000;
type Encoding = 'br' | 'gzip';

/** Answers a request for a file. @returns false where the path belongs to the API, with headers that its answer will have */
export type Site = (request: IncomingMessage, response: ServerResponse, path: string) => boolean;

/** The dashboard as CloudFront serves it. */
export function createSite(distribution: Distribution, files: ReadonlyMap<string, DeployedFile>): Site {
  const compressed = new Map<string, Buffer>();
  const encoded = (name: string, content: Buffer, encoding: Encoding): Buffer => {
    const key = `${encoding} ${name}`;
    const known = compressed.get(key) ?? compress(content, encoding);
    compressed.set(key, known);
    return known;
  };

  return (request, response, requestPath) => {
    if (distribution.isApi(requestPath)) {
      // Before the origin answers, whose own replace them.
      response.setHeaders(new Headers(distribution.apiHeaders));
      return false;
    }
    request.resume();
    const { method = 'GET', headers } = request;
    const name = distribution.fileOf(requestPath);
    const file = files.get(name);
    const status = method !== 'GET' && method !== 'HEAD' ? 403 : file === undefined ? 404 : 200;
    response.setHeaders(new Headers(distribution.headers));
    if (status !== 200 || file === undefined) {
      response.writeHead(status, { 'content-type': 'text/plain' }).end(`${status}\n`);
      return true;
    }
    const extension = path.extname(name);
    const etag = `"${createHash('md5').update(file.content).digest('hex')}"`;
    response.setHeaders(new Headers({ 'cache-control': file.cacheControl, etag, vary: 'Accept-Encoding' }));
    if (headers['if-none-match']?.includes(etag)) {
      response.writeHead(304).end();
      return true;
    }
    response.setHeader('content-type', CONTENT_TYPES[extension] ?? 'application/octet-stream');
    const encoding = COMPRESSIBLE.has(extension) ? wanted(headers['accept-encoding'], file) : undefined;
    if (encoding) response.setHeader('content-encoding', encoding);
    const body = encoding ? encoded(name, file.content, encoding) : file.content;
    response.writeHead(200, { 'content-length': body.length }).end(method === 'HEAD' ? undefined : body);
    return true;
  };
}

function wanted(accepted: string | undefined, { content }: DeployedFile): Encoding | undefined {
  if (content.length < LEAST_COMPRESSED_BYTES) return undefined;
  if (accepted?.includes('br')) return 'br';
  return accepted?.includes('gzip') ? 'gzip' : undefined;
}

function compress(content: Buffer, encoding: Encoding): Buffer {
  if (encoding === 'gzip') return gzipSync(content);
  return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
}
