import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createHash } from 'node:crypto';
import type { Problem } from './problem.ts';

export const SECURITY_HEADERS = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};
/** Headers of what a client may keep but must revalidate. */
export const READ_HEADERS = { 'cache-control': 'private, no-cache' };
export const UNKEPT_HEADERS = { 'cache-control': 'no-store' };

export function resultResponse(status: number, result: unknown): APIGatewayProxyStructuredResultV2 {
  const headers = { ...SECURITY_HEADERS, ...UNKEPT_HEADERS };
  if (status === 204) return { statusCode: status, headers };
  return {
    statusCode: status,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(result),
  };
}

/** The result of a read as it is sent, with its tag: to be sent again while it is the same. */
export class Written {
  readonly body: string;
  readonly etag: string;

  constructor(result: unknown) {
    this.body = JSON.stringify(result);
    this.etag = tagOf(this.body);
  }
}

/**
 * A read that a client may keep but must revalidate: 304 without a body while it is the same.
 * @param ifNoneMatch the request's If-None-Match header
 */
export function readResponse(
  result: unknown,
  ifNoneMatch: string | undefined,
): APIGatewayProxyStructuredResultV2 {
  const { body, etag } = result instanceof Written ? result : new Written(result);
  const headers = { ...SECURITY_HEADERS, ...READ_HEADERS, etag };
  if (unchanged(ifNoneMatch, etag)) return { statusCode: 304, headers };
  return { statusCode: 200, headers: { ...headers, 'content-type': 'application/json' }, body };
}

/** A strong tag of a text. */
export function tagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url')}"`;
}

/** If-None-Match compares weakly (RFC 9110 §13.1.2): a proxy that compresses may have marked the tag as weak. */
export function unchanged(ifNoneMatch: string | undefined, etag: string): boolean {
  const strong = (tag: string) => tag.trim().replace(/^W\//, '');
  return (ifNoneMatch ?? '')
    .split(',')
    .map(strong)
    .some((tag) => tag === strong(etag) || tag === '*');
}

export function problemResponse(problem: Problem, requestId: string): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: problem.status,
    headers: {
      ...SECURITY_HEADERS,
      ...UNKEPT_HEADERS,
      'content-type': 'application/problem+json',
      ...problem.headers,
    },
    body: JSON.stringify({
      type: `urn:payback:problem:${problem.kind}`,
      title: problem.title,
      status: problem.status,
      detail: problem.message,
      instance: `urn:payback:request:${requestId}`,
      errors: problem.errors,
    }),
  };
}
