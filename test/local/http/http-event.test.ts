import { describe, expect, test } from '@jest/globals';
import { toHttpEvent, withAuthorizer } from '../../../local/http/http-event.ts';

const request = {
  method: 'POST',
  target: '/a%20b/c?x=1&y=%C3%A4&x=2',
  headers: {
    host: 'localhost:3000',
    cookie: 'a=1; b=2',
    'content-type': 'application/json',
    'user-agent': 'test',
  },
  body: Buffer.from('{"a":1}'),
  sourceIp: '127.0.0.1',
  time: new Date('2026-01-05T10:20:30.400Z'),
};
const event = (changes: Partial<typeof request> = {}) =>
  toHttpEvent({ ...request, ...changes }, 'POST /{p}/c', { p: 'a b' });

describe('the event of payload format 2.0', () => {
  test('has decoded and raw parts of the address, repeated parameters joined, cookies apart', () => {
    expect(event()).toMatchObject({
      version: '2.0',
      routeKey: 'POST /{p}/c',
      rawPath: '/a b/c',
      rawQueryString: 'x=1&y=%C3%A4&x=2',
      queryStringParameters: { x: '1,2', y: 'ä' },
      pathParameters: { p: 'a b' },
      cookies: ['a=1', 'b=2'],
      headers: { host: 'localhost:3000', 'content-type': 'application/json', 'user-agent': 'test' },
      body: '{"a":1}',
      isBase64Encoded: false,
      requestContext: {
        stage: '$default',
        time: '05/Jan/2026:10:20:30 +0000',
        timeEpoch: 1_767_608_430_400,
        http: { method: 'POST', path: '/a b/c', sourceIp: '127.0.0.1', userAgent: 'test' },
      },
    });
    expect(event().headers).not.toHaveProperty('cookie');
  });

  test('leaves out what the request does not have', () => {
    const bare = toHttpEvent({ ...request, target: '/', headers: {}, body: Buffer.alloc(0) }, 'GET /', {});
    for (const key of ['body', 'cookies', 'queryStringParameters', 'pathParameters']) {
      expect(bare).not.toHaveProperty(key);
    }
    expect(withAuthorizer(bare, undefined).requestContext).not.toHaveProperty('authorizer');
  });

  test('carries what is not text, and web forms, as base64', () => {
    for (const type of ['image/png', 'application/x-www-form-urlencoded']) {
      const binary = event({
        headers: { ...request.headers, 'content-type': type },
        body: Buffer.from([0, 255]),
      });
      expect(binary).toMatchObject({ body: 'AP8=', isBase64Encoded: true });
    }
    const problem = { ...request.headers, 'content-type': 'application/problem+json' };
    expect(event({ headers: problem }).isBase64Encoded).toBe(false);
  });
});
