import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { invalidRequest, Problem, tooLarge } from './problem.ts';

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/** In bytes, decoded. The longest valid body is one of texts: some tens of kilobytes. */
const LARGEST_BODY = 1_000_000;

/**
 * The request's body as parsed JSON.
 * @throws Problem 400 when it is not JSON, 413 when it is too large to be looked at, 415 when it is not declared as JSON
 */
export function jsonBody(event: APIGatewayProxyEventV2): unknown {
  if (!JSON_TYPE.test(event.headers['content-type'] ?? '')) {
    throw new Problem(
      415,
      'unsupported-media-type',
      'Not JSON',
      'Send the body with content-type application/json.',
    );
  }
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > LARGEST_BODY) throw tooLarge(LARGEST_BODY);
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw invalidRequest([{ detail: 'must be valid JSON' }]);
  }
}
