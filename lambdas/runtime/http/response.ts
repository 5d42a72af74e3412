import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createHash } from 'node:crypto';
import type { Problem } from './problem.ts';

const SECURITY_HEADERS = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

export function resultResponse(status: number, result: unknown): APIGatewayProxyStructuredResultV2 {
  const headers = { ...SECURITY_HEADERS, 'cache-control': 'no-store' };
  if (status === 204) return { statusCode: status, headers };
  return {
    statusCode: status,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(result),
  };
}

/**
 * A read that a client may keep but must revalidate: 304 without a body while it is the same.
 * @param ifNoneMatch the request's If-None-Match header
 */
export function readResponse(
  result: unknown,
  ifNoneMatch: string | undefined,
): APIGatewayProxyStructuredResultV2 {
  const body = JSON.stringify(result);
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  const headers = { ...SECURITY_HEADERS, 'cache-control': 'private, no-cache', etag };
  if (matches(ifNoneMatch, etag)) return { statusCode: 304, headers };
  return { statusCode: 200, headers: { ...headers, 'content-type': 'application/json' }, body };
}

/** If-None-Match compares weakly (RFC 9110 §13.1.2): a proxy that compresses may have marked the tag as weak. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === etag || tag === '*');
}

export function problemResponse(problem: Problem, requestId: string): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: problem.status,
    headers: {
      ...SECURITY_HEADERS,
      'cache-control': 'no-store',
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
