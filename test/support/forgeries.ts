import { generateKeyPair, importJWK, SignJWT, type JWTPayload } from 'jose';
import { readFile } from 'node:fs/promises';
import { createPublicKey } from 'node:crypto';
import { rightClaims, signed, type KnownIssuer } from './issuer.ts';

const now = () => Math.floor(Date.now() / 1000);
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What a token may say that makes it one to be refused, everything else being right. */
const wrongClaims: readonly (readonly [string, JWTPayload])[] = [
  ['an ID token', { token_use: 'id' }],
  ['an ID token as Cognito shapes it', { token_use: 'id', aud: 'whoever', client_id: undefined }],
  ['a token of no use', { token_use: undefined }],
  ['a token of another client', { client_id: 'another' }],
  ['a token of no client', { client_id: undefined }],
  ['a token whose audience alone is right', { client_id: 'another', aud: 'payback/api' }],
  ['a token of another issuer', { iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Other' }],
  ['a token of an issuer whose name begins alike', { iss: 'http://127.0.0.1' }],
  ['a token without the scope', { scope: 'openid email' }],
  ['a token with no scope at all', { scope: undefined }],
  ['a token whose scope begins alike', { scope: 'payback/api.read payback/apis' }],
  ['a token whose scope is a list', { scope: ['payback/api'] }],
  ['an expired token', { exp: now() - 1 }],
  ['a token without an expiry', { exp: undefined }],
  ['a token whose expiry is a text', { exp: undefined, expires: '9999999999' }],
  ['a token that is not valid yet', { nbf: now() + 600 }],
  ['a token of nobody', { sub: undefined }],
  ['a token of an empty subject', { sub: '' }],
  ['a token whose subject is a key', { sub: 'api-key:0198c2a4-6f5e-7b1c-9d3e-5a2b7c8d9e0f' }],
  ['a token whose subject is a job', { sub: 'payback-rollup' }],
  ['a token with a control character in its subject', { sub: 'ali\u0000ce' }],
  ['a token whose groups are a text', { 'cognito:groups': 'people,operators' }],
];

/** Tokens that must be refused, by what is wrong with them. */
export async function forgeries(issuer: KnownIssuer): Promise<(readonly [string, string])[]> {
  const claims = rightClaims(issuer);
  const key = JSON.parse(await readFile(issuer.keyFile, 'utf8'));
  const publicPem = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const right = await signed(issuer);
  const [header = '', payload = '', signature = ''] = right.split('.');
  const foreign = await generateKeyPair('RS256');
  const sign = (kid: string | undefined, alg: string, secret: Parameters<SignJWT['sign']>[0]) =>
    new SignJWT(claims).setProtectedHeader({ alg, ...(kid === undefined ? {} : { kid }) }).sign(secret);
  const forged: [string, string][] = [
    ['an unsigned token', `${part({ alg: 'none' })}.${payload}.`],
    ['an unsigned token that names the key', `${part({ alg: 'none', kid: key.kid })}.${payload}.`],
    ['a token signed with the public key as a secret', await sign(key.kid, 'HS256', Buffer.from(publicPem))],
    ['a token of another algorithm', await sign(key.kid, 'PS256', await importJWK({ ...key, alg: 'PS256' }))],
    [
      'a token of a stronger algorithm',
      await sign(key.kid, 'RS512', await importJWK({ ...key, alg: 'RS512' })),
    ],
    ['a token of a foreign key', await sign(key.kid, 'RS256', foreign.privateKey)],
    ['a token of a key that is not published', await sign('another', 'RS256', foreign.privateKey)],
    ['a token of our key by another name', await signed(issuer, {}, { kid: 'another' })],
    ['a tampered token', `${header}.${part({ ...claims, sub: 'mallory' })}.${signature}`],
    [
      'a token made an operator',
      `${header}.${part({ ...claims, 'cognito:groups': ['operators'] })}.${signature}`,
    ],
    ['a token with a cut signature', right.slice(0, -4)],
    ['a token without its signature', `${header}.${payload}`],
    [
      'a token with a critical header that nobody knows',
      `${part({ alg: 'RS256', crit: ['x'], x: 1 })}.${payload}.${signature}`,
    ],
    ['nonsense', 'nonsense'],
    ['an empty JWT', '..'],
  ];
  const wrong = wrongClaims.map(async ([name, changes]) => [name, await signed(issuer, changes)] as const);
  return [...forged, ...(await Promise.all(wrong))];
}
