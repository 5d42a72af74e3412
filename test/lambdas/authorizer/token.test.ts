import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import path from 'node:path';
import { createTokenReader } from '../../../lambdas/authorizer/token.ts';
import { startIssuer, type Issuer } from '../../../local/identity/issuer.ts';
import { requestToken } from '../../../local/identity/token.ts';
import { freePort } from '../../../local/ports.ts';
import { forgeries } from '../../support/forgeries.ts';
import { signed, type KnownIssuer } from '../../support/issuer.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let issuer: Issuer;
let port: number;
let known: KnownIssuer;
let read: ReturnType<typeof createTokenReader>;

const client = { id: 'client-a', callbackUrls: ['http://localhost/'], logoutUrls: [] };
const start = () => startIssuer({ port, keyFile: known.keyFile, clients: [client] });
const reader = () => createTokenReader({ issuer: known.url, clients: ['client-b', 'client-a'] });

beforeAll(async () => {
  directory = await temporaryDirectory();
  port = await freePort();
  const keyFile = path.join(directory.path, 'key.json');
  known = { url: `http://127.0.0.1:${port}`, keyFile, client: client.id };
  issuer = await start();
  read = reader();
});
afterAll(async () => {
  await issuer.stop();
  await directory.remove();
});

describe('an access token', () => {
  test('says who it is of, until when, and whether that is an operator', async () => {
    const exp = Math.floor(Date.now() / 1000) + 600;
    expect(await read(await signed(known, { exp, 'cognito:groups': ['people', 'operators'] }))).toEqual({
      kind: 'person',
      subject: 'alice',
      operator: 'true',
      expires: String(exp),
    });
    expect(await read(await signed(known, { client_id: 'client-b' }))).toMatchObject({ operator: 'false' });
  });

  test('is what the local issuer gives who asks for the scope of the API', async () => {
    expect(await read(await requestToken(known.url, 'bob', ['operators', 'admins']))).toMatchObject({
      kind: 'person',
      subject: 'bob',
      operator: 'true',
    });
    expect(await read(await requestToken(known.url, 'bob', []))).toMatchObject({ operator: 'false' });
  });

  test.each([['x,operators'], ['x operators'], ['[operators]'], ['Operators'], ['operators2'], ['']])(
    'of the group %j is not of an operator',
    async (group) => {
      const token = await signed(known, { 'cognito:groups': [group, 'people'] });
      expect(await read(token)).toMatchObject({ kind: 'person', operator: 'false' });
    },
  );

  test('outlives a restart of the local issuer', async () => {
    const token = await requestToken(known.url, 'alice', []);
    await issuer.stop();
    issuer = await start();
    expect(await reader()(token)).toMatchObject({ subject: 'alice' });
  });
});

test('every forgery is refused, and told that it is', async () => {
  const found = await forgeries(known);
  expect(found.length).toBeGreaterThan(30);
  const refused = await Promise.all(found.map(async ([name, token]) => [name, await read(token)]));
  expect(refused).toEqual(
    found.map(([name]) => [name, { kind: 'refused', reason: expect.stringMatching(/^[A-Z][^{}]+\.$/) }]),
  );
});

test('without the keys of the issuer nobody is refused: that is an error of the deployment', async () => {
  const nowhere = createTokenReader({
    issuer: `http://127.0.0.1:${await freePort()}`,
    clients: ['client-a'],
  });
  await expect(nowhere(await signed(known))).rejects.toThrow();
  const wrong = createTokenReader({ issuer: `${known.url}/nothing`, clients: ['client-a'] });
  await expect(wrong(await signed(known))).rejects.toThrow();
});
