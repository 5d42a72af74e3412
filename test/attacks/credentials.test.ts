import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { allRoutes } from '../../lib/routes.ts';
import { readEndpoints, type LocalEndpoints } from '../../local/endpoints.ts';
import { requestToken } from '../../local/identity/token.ts';
import { problemDetails } from '../../shared/http/problem-contract.ts';
import { runCommand, type Command } from '../support/command.ts';
import { forgeries } from '../support/forgeries.ts';
import { signed, type KnownIssuer } from '../support/issuer.ts';
import { limit } from '../support/limits.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** The real deployment: the template's authorizer in front of the real functions. */
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let local: Command;
let endpoints: LocalEndpoints;
let issuer: KnownIssuer;
/** What must be in no log: ends of tokens, random parts of keys. */
const secrets: string[] = [];

beforeAll(async () => {
  directory = await temporaryDirectory();
  local = runCommand('bin/local.ts', '--no-demo', '--port', '0', '--data-dir', directory.path);
  await local.shows(/Payback runs/, 60);
  endpoints = await readEndpoints(directory.path);
  const url = endpoints.issuer_url;
  const client = z.string().parse(decodeJwt(await requestToken(url, 'any', []))['client_id']);
  issuer = { url, client, keyFile: path.join(directory.path, 'issuer-key.json') };
}, limit(90));
afterAll(async () => {
  await local.stop();
  await directory.remove();
}, limit(60));

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: object;
}

async function ask(target: string, credentials: string | undefined, asked: Asked = {}) {
  if (credentials !== undefined) secrets.push(credentials.slice(-40));
  const response = await fetch(`${endpoints.api_url}${target}`, {
    method: asked.method ?? 'GET',
    headers: {
      ...(credentials === undefined ? {} : { authorization: `Bearer ${credentials}` }),
      'content-type': 'application/json',
      ...asked.headers,
    },
    ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const organizations = (credentials: string | undefined, headers = {}) =>
  ask('/api/v1/organizations', credentials, { headers });

const guarded = allRoutes.filter((route) => !route.public);

describe('an access token', () => {
  test('of the dashboard and for the API is let in', async () => {
    expect((await organizations(await signed(issuer))).status).toBe(200);
    expect((await organizations(await requestToken(issuer.url, 'bob', []))).status).toBe(200);
  });

  test('that is forged, of another kind, or not for the API is refused with a reason', async () => {
    const found = await forgeries(issuer);
    for (const [name, token] of found) {
      const { status, headers, text } = await organizations(token);
      expect({ name, status }).toEqual({ name, status: 401 });
      expect(headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
      expect(problemDetails.parse(JSON.parse(text)).detail).toMatch(/^[A-Z].+\.$/);
    }
  });

  test('of a group whose name holds that of the operators is not of an operator', async () => {
    const body = { name: 'Mine', baseline: { provider: 'slow' } };
    const create = async (groups: string[]) =>
      ask('/api/v1/organizations', await signed(issuer, { 'cognito:groups': groups }), {
        method: 'POST',
        body,
      });
    expect((await create(['x,operators', '[operators]', 'x operators'])).status).toBe(403);
    expect((await create(['operators'])).status).toBe(201);
  });
});

describe('every operation that is not public', () => {
  test('refuses who says nothing, and whose token is not for the API', async () => {
    const token = await signed(issuer, { scope: 'openid email' });
    for (const { method, path: template } of guarded) {
      const target = template.replaceAll(/\{\w+\}/g, '0198c2a4-6f5e-7b1c-9d3e-5a2b7c8d9e0f');
      const nobody = await ask(target, undefined, { method });
      const refused = await ask(target, token, { method });
      expect({ method, target, statuses: [nobody.status, refused.status] }).toEqual({
        method,
        target,
        statuses: [401, 401],
      });
      expect(JSON.parse(nobody.text)).toEqual({ message: 'Unauthorized' });
    }
  });

  test.each([
    ['Basic YWxpY2U6c2VjcmV0'],
    ['Bearer'],
    ['Bearer  '],
    ['nonsense'],
    ['Bearer pbk_0198c2a46f5e7b1c9d3e5a2b7c8d9e0f_short'],
  ])('refuses the header %j', async (authorization) => {
    expect((await organizations(undefined, { authorization })).status).toBe(401);
  });
});

describe('an API key', () => {
  test('works at once, and no longer from its revocation on, whatever the gateway has kept', async () => {
    const operator = await signed(issuer, { sub: 'olga', 'cognito:groups': ['operators'] });
    const made = await ask('/api/v1/organizations', operator, {
      method: 'POST',
      body: { name: 'Keyed', baseline: { provider: 'slow' } },
    });
    const { id } = z.object({ id: z.string() }).parse(JSON.parse(made.text));
    const keys = `/api/v1/organizations/${id}/api-keys`;
    const created = await ask(keys, operator, { method: 'POST', body: { name: 'e2e', scopes: ['read'] } });
    const key = z.object({ id: z.string(), key: z.string() }).parse(JSON.parse(created.text));

    const figures = () => ask(`/api/v1/analytics/savings/summary?organization_id=${id}`, key.key);
    expect((await figures()).status).toBe(200);
    expect((await organizations(key.key)).text).toContain('Keyed');
    expect((await ask(keys, key.key)).status).toBe(403);
    const listed = await ask(keys, operator);
    expect(listed.text).toMatch(/"last_used_at":"20/);
    expect(listed.text).not.toContain(key.key.slice(-49));

    expect((await ask(`${keys}/${key.id}`, operator, { method: 'DELETE' })).status).toBe(204);
    const refused = await figures();
    expect(refused.status).toBe(401);
    expect(JSON.parse(refused.text)).toMatchObject({ title: 'An access token or an API key is needed' });
    // One character more or less never gets as far as the database.
    for (const wrong of [key.key.slice(0, -1), `${key.key}x`]) {
      expect((await organizations(wrong)).text).toContain('not a whole API key');
    }
  });
});

test('no log has a key or a token of all these', async () => {
  expect(secrets.length).toBeGreaterThan(50);
  const logs = path.join(directory.path, 'logs');
  const names = await readdir(logs);
  expect(names).toEqual(
    expect.arrayContaining(['payback-dev-analytics.log', 'payback-dev-organizations.log']),
  );
  const texts = await Promise.all(names.map((name) => readFile(path.join(logs, name), 'utf8')));
  const written = `${texts.join('\n')}${local.output()}`;
  expect(secrets.filter((secret) => secret.length >= 40 && written.includes(secret))).toEqual([]);
});
