import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CorsRule } from './buckets.ts';

/** Answers a browser that asks for a page of another origin as S3 does, which fauxqs does not. */
export function allowOrigin(
  rules: readonly CorsRule[],
  { url = '/', headers: { origin } }: IncomingMessage,
  response: ServerResponse,
): void {
  if (origin === undefined) return;
  const bucket = url.split(/[/?]/)[1];
  const rule = rules.find((each) => each.bucket === bucket && each.origins.includes(origin));
  if (rule === undefined) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', rule.exposedHeaders.join(', '));
  response.setHeader('vary', 'Origin');
}
