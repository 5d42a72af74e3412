import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { invalidRequest, Problem } from './problem.ts';

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/** The request's body as parsed JSON. @throws Problem 400 when it is not JSON, 415 when it is not declared as JSON */
export function jsonBody(event: APIGatewayProxyEventV2): unknown {
  if (!JSON_TYPE.test(event.headers['content-type'] ?? '')) {
    throw new Problem(
      415,
      'unsupported-media-type',
      'Not JSON',
      'Send the body with content-type application/json.',
    );
  }
  const body = event.body ?? '';
  try {
    return JSON.parse(event.isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body);
  } catch {
    throw invalidRequest([{ detail: 'must be valid JSON' }]);
  }
}
