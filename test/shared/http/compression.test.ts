import { describe, expect, test } from '@jest/globals';
import { gunzipSync } from 'node:zlib';
import { acceptsGzip, compressed } from '../../../shared/http/compression.ts';

const body = JSON.stringify(Array.from({ length: 200 }, (_, index) => ({ index, day: '2026-01-26' })));
const json = { statusCode: 200, headers: { 'content-type': 'application/json', etag: '"a"' }, body };

test.each([
  [undefined, false],
  ['', false],
  ['identity', false],
  ['gzip', true],
  ['GZIP', true],
  ['x-gzip', true],
  ['br, gzip;q=0.5', true],
  ['gzip;q=0', false],
  ['gzip; q=0.000, *', false],
  ['*', true],
  ['*;q=0', false],
  ['br;q=1.0, *;q=0.1', true],
  ['deflate, br', false],
  ['gzip;q=x', false],
])('Accept-Encoding: %s', (header, accepts) => {
  expect(acceptsGzip(header)).toBe(accepts);
});

describe('an answer', () => {
  test('that is large is compressed, under a weak tag', () => {
    const sent = compressed(json, 'gzip, br');
    expect(sent).toMatchObject({
      isBase64Encoded: true,
      headers: { 'content-encoding': 'gzip', vary: 'accept-encoding', etag: 'W/"a"' },
    });
    const bytes = Buffer.from(sent.body ?? '', 'base64');
    expect(gunzipSync(bytes).toString()).toBe(body);
    expect(bytes.length * 4).toBeLessThan(body.length);
  });

  test('stays as it is for who does not accept that, but says that it depends', () => {
    expect(compressed(json, undefined)).toEqual({
      ...json,
      headers: { ...json.headers, vary: 'accept-encoding' },
    });
  });

  test.each([
    ['of 1,399 bytes', { ...json, body: `"${'x'.repeat(1_397)}"` }],
    ['without a body', { statusCode: 304, headers: json.headers }],
    ['that is compressed by itself', { ...json, headers: { 'content-type': 'application/pdf' } }],
  ])('%s stays as it is', (_what, answer) => {
    expect(compressed(answer, 'gzip')).toBe(answer);
  });

  test.each([
    'application/json',
    'application/problem+json',
    'application/x-ndjson',
    'text/csv; charset=utf-8',
  ])('of %s is compressed', (type) => {
    const sent = compressed({ ...json, headers: { 'content-type': type } }, 'gzip');
    expect(sent.headers).toEqual({
      'content-type': type,
      'content-encoding': 'gzip',
      vary: 'accept-encoding',
    });
  });

  test('of 1,400 bytes is compressed, whatever they are in characters', () => {
    const sent = compressed({ ...json, body: `"${'é'.repeat(699)}"` }, 'gzip');
    expect(sent.headers).toHaveProperty('content-encoding');
  });

  test('that is a file of bytes is compressed from them, and a weak tag stays one', () => {
    const headers = { 'content-type': 'text/csv; charset=utf-8', etag: 'W/"b"' };
    const base64 = Buffer.from(body).toString('base64');
    const sent = compressed({ statusCode: 200, headers, body: base64, isBase64Encoded: true }, 'gzip');
    expect(sent.headers).toMatchObject({ etag: 'W/"b"' });
    expect(gunzipSync(Buffer.from(sent.body ?? '', 'base64')).toString()).toBe(body);
  });
});
