import { describe, expect, test } from '@jest/globals';
import { createRouter } from '../../../local/http/http-routes.ts';

const routeKeys = [
  'ANY /files/{proxy+}',
  'GET /things/{id}',
  'GET /things/mine',
  'ANY /things/{id}',
  'PUT /things/{id}/members/{subject}',
];
const match = createRouter(routeKeys.map((routeKey) => ({ routeKey })));

describe('routes of an HTTP API', () => {
  const cases: [string, string, string | undefined, Record<string, string>][] = [
    ['GET', '/things/7', 'GET /things/{id}', { id: '7' }],
    ['GET', '/things/mine', 'GET /things/mine', {}],
    ['DELETE', '/things/7', 'ANY /things/{id}', { id: '7' }],
    ['PUT', '/things/7/members/a b', 'PUT /things/{id}/members/{subject}', { id: '7', subject: 'a b' }],
    ['GET', '/files/a/b/c', 'ANY /files/{proxy+}', { proxy: 'a/b/c' }],
    ['GET', '/files', undefined, {}],
    ['GET', '/things/', undefined, {}],
    ['GET', '/things/7/other', undefined, {}],
    ['GET', '/Things/7', undefined, {}],
  ];
  test.each(cases)('%s %s', (method, path, routeKey, pathParameters) => {
    const found = match(method, path);
    expect(found?.route.routeKey).toBe(routeKey);
    if (routeKey !== undefined) expect(found?.pathParameters).toEqual(pathParameters);
  });

  test('$default takes what nothing else does', () => {
    const withDefault = createRouter([{ routeKey: '$default' }, { routeKey: 'GET /a' }]);
    expect(withDefault('GET', '/a')?.route.routeKey).toBe('GET /a');
    expect(withDefault('POST', '/a')?.route.routeKey).toBe('$default');
  });
});
