import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generateKeyPair, importJWK, SignJWT, type JWTPayload } from 'jose';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { startIssuer, type Issuer } from '../../../local/identity/issuer.ts';
import { createJwtAuthorizer } from '../../../local/http/jwt-authorizer.ts';
import { freePort } from '../../../local/ports.ts';
import { requestToken } from '../../../local/identity/token.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let issuer: Issuer;
let port: number;
let authorize: ReturnType<typeof createJwtAuthorizer>;
const keyFile = () => path.join(directory.path, 'key.json');
const start = () =>
  startIssuer({ port, keyFile: keyFile(), clients: [{ id: 'client-a', callbackUrls: [], logoutUrls: [] }] });
const now = () => Math.floor(Date.now() / 1000);

beforeAll(async () => {
  directory = await temporaryDirectory();
  port = await freePort();
  issuer = await start();
  authorize = createJwtAuthorizer({ issuer: issuer.url, audience: ['client-a'] });
});
afterAll(async () => {
  await issuer.stop();
  await directory.remove();
});

/** Signed with the issuer's own key: only the claims can be wrong. */
async function sign(claims: JWTPayload): Promise<string> {
  const key = JSON.parse(await readFile(keyFile(), 'utf8'));
  const standard = { iss: issuer.url, client_id: 'client-a', sub: 'alice', iat: now(), exp: now() + 60 };
  return new SignJWT({ ...standard, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: key.kid })
    .sign(await importJWK(key));
}

describe('the JWT authorizer', () => {
  test('hands on the claims of the issuer, all as text, lists in brackets', async () => {
    const token = await requestToken(issuer.url, 'alice', ['operators', 'admins']);
    const authorization = await authorize(`Bearer ${token}`);
    expect(authorization?.claims).toMatchObject({
      sub: 'alice',
      iss: issuer.url,
      client_id: 'client-a',
      token_use: 'access',
      'cognito:groups': '[operators admins]',
      exp: expect.stringMatching(/^\d+$/),
    });
  });

  test('a token without groups has no claim of groups', async () => {
    const authorization = await authorize(await requestToken(issuer.url, 'bob', []));
    expect(authorization?.claims['sub']).toBe('bob');
    expect(authorization?.claims).not.toHaveProperty('cognito:groups');
  });

  const refused: [string, () => JWTPayload][] = [
    ['expired', () => ({ exp: now() - 1 })],
    ['not valid yet', () => ({ nbf: now() + 60 })],
    ['of another issuer', () => ({ iss: 'https://example.com' })],
    ['of another client', () => ({ client_id: 'client-b' })],
    ['for another audience, whatever its client', () => ({ aud: 'client-b' })],
    ['without an expiry', () => ({ exp: undefined })],
  ];
  test.each(refused)('refuses a token that is %s', async (_name, claims) => {
    await expect(authorize(await sign({}))).resolves.toBeDefined();
    await expect(authorize(await sign(claims()))).resolves.toBeUndefined();
  });

  test('refuses no token, no JWT, a changed one, an unsigned one and one of another key', async () => {
    const [header = '', , signature = ''] = (await sign({})).split('.');
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = part({ iss: issuer.url, client_id: 'client-a', sub: 'mallory', exp: now() + 60 });
    const { privateKey } = await generateKeyPair('RS256');
    const foreign = new SignJWT({ iss: issuer.url, client_id: 'client-a', exp: now() + 60 });
    const tokens = [
      undefined,
      'Bearer ',
      'Bearer nonsense',
      `${header}.${claims}.${signature}`,
      `${part({ alg: 'none' })}.${claims}.`,
      await foreign.setProtectedHeader({ alg: 'RS256', kid: 'local' }).sign(privateKey),
    ];
    for (const token of tokens) await expect(authorize(token)).resolves.toBeUndefined();
  });

  test('tokens outlive a restart of the issuer', async () => {
    const token = await requestToken(issuer.url, 'alice', []);
    await issuer.stop();
    issuer = await start();
    const again = createJwtAuthorizer({ issuer: issuer.url, audience: ['client-a'] });
    expect((await again(token))?.claims['sub']).toBe('alice');
  });
});
