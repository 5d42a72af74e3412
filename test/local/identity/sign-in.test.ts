import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import * as z from 'zod';
import { startIssuer, type Issuer } from '../../../local/identity/issuer.ts';
import { freePort } from '../../../local/ports.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const home = 'http://localhost:3000/';
const clients = [{ id: 'dashboard', callbackUrls: [home], logoutUrls: [`${home}signed-out`] }];
const verifier = randomBytes(32).toString('base64url');

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let issuer: Issuer;
let demoIssuer: Issuer;

beforeAll(async () => {
  directory = await temporaryDirectory();
  const options = { keyFile: path.join(directory.path, 'key.json'), clients };
  issuer = await startIssuer({ ...options, port: await freePort() });
  demoIssuer = await startIssuer({ ...options, port: await freePort(), signInAs: 'demo' });
});
afterAll(async () => {
  await Promise.all([issuer.stop(), demoIssuer.stop()]);
  await directory.remove();
});

const query = (values: Record<string, string>) => new URLSearchParams(values).toString();
const parameters = (changes: Record<string, string> = {}) =>
  query({
    client_id: 'dashboard',
    redirect_uri: home,
    response_type: 'code',
    scope: 'openid email payback/api',
    state: 'the-state',
    nonce: 'the-nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  });
const open = (url: string) => fetch(url, { redirect: 'manual' });
const locationOf = (response: Response) => new URL(response.headers.get('location') ?? '', home);

async function codeFor(changes: Record<string, string>): Promise<string> {
  const answer = locationOf(await open(`${issuer.url}/authorize?${parameters(changes)}`));
  expect(answer.searchParams.get('state')).toBe('the-state');
  return answer.searchParams.get('code') ?? '';
}

const answer = z.object({
  access_token: z.string(),
  id_token: z.string(),
  refresh_token: z.string().optional(),
});
const redeem = (grant: Record<string, string>, at = issuer) =>
  fetch(`${at.url}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'dashboard', ...grant }),
  });
const code = (value: string, proof: Record<string, string> = { code_verifier: verifier }, at = issuer) =>
  redeem({ grant_type: 'authorization_code', code: value, redirect_uri: home, ...proof }, at);

describe('signing in with a browser', () => {
  test('asks for a subject, and goes on with what was asked for', async () => {
    const response = await open(`${issuer.url}/oauth2/authorize?${parameters({ state: '"><script>' })}`);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toContain('name="subject"');
    expect(page).toContain('name="nonce" value="the-nonce"');
    expect(page).toContain('value="&quot;>&lt;script>"');
    expect(page).not.toContain('<script>');
  });

  test('asks nothing where it is known who signs in, and sends nobody elsewhere either', async () => {
    const back = locationOf(await open(`${demoIssuer.url}/oauth2/authorize?${parameters()}`));
    expect(back.origin + back.pathname).toBe(home);
    const response = await code(back.searchParams.get('code') ?? '', undefined, demoIssuer);
    const { access_token } = answer.parse(await response.json());
    expect(decodeJwt(access_token)).toMatchObject({ sub: 'demo', scope: 'openid email payback/api' });

    const elsewhere = parameters({ redirect_uri: 'https://elsewhere.example/' });
    const refusal = locationOf(await open(`${demoIssuer.url}/oauth2/authorize?${elsewhere}`));
    expect(refusal.href).toBe(
      `${demoIssuer.url}/not-a-way-back?redirect_uri=https%3A%2F%2Felsewhere.example%2F`,
    );
    const page = await open(refusal.href);
    expect([page.status, await page.text()]).toEqual([400, expect.stringContaining(home)]);
  });

  test('gives tokens as Cognito does, and new ones for the refresh token', async () => {
    const response = await code(await codeFor({ subject: 'alice', operator: 'yes' }));
    expect(response.status).toBe(200);
    const { access_token, id_token, refresh_token = '' } = answer.parse(await response.json());
    expect(decodeJwt(access_token)).toMatchObject({
      sub: 'alice',
      client_id: 'dashboard',
      token_use: 'access',
      scope: 'openid email payback/api',
    });
    expect(decodeJwt(access_token)['cognito:groups']).toEqual(['operators']);
    expect(decodeJwt(id_token)).toMatchObject({ sub: 'alice', aud: 'dashboard', nonce: 'the-nonce' });

    const renewed = answer.parse(await (await redeem({ grant_type: 'refresh_token', refresh_token })).json());
    expect(decodeJwt(renewed.access_token)).toMatchObject({
      sub: 'alice',
      'cognito:groups': ['operators'],
      scope: 'openid email payback/api',
    });
    expect(renewed.refresh_token).toBeUndefined();
  });

  test('gives none for a code without its proof, a code twice, or what is no code or token', async () => {
    const refused = [
      await code(await codeFor({ subject: 'alice' }), {}),
      await code(await codeFor({ subject: 'alice' }), { code_verifier: 'x'.repeat(43) }),
      await code('nonsense'),
      await redeem({ grant_type: 'refresh_token', refresh_token: 'nonsense' }),
    ];
    const once = await codeFor({ subject: 'alice' });
    expect((await code(once)).status).toBe(200);
    refused.push(await code(once));
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400]);
  });

  test('goes back to where the client may send people, and nowhere else', async () => {
    const there = await open(
      `${issuer.url}/oauth2/authorize?${parameters({ redirect_uri: 'https://elsewhere.example/' })}`,
    );
    expect(there.status).toBe(400);
    const other = await open(`${issuer.url}/oauth2/authorize?${parameters({ client_id: 'machine' })}`);
    expect(other.status).toBe(400);
    const out = (target: string) =>
      open(`${issuer.url}/logout?${query({ client_id: 'dashboard', logout_uri: target })}`);
    expect(locationOf(await out(`${home}signed-out`)).pathname).toBe('/signed-out');
    expect((await out('https://elsewhere.example/')).status).toBe(400);
  });
});
