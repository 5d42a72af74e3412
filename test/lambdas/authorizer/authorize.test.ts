import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createAuthorize } from '../../../lambdas/authorizer/authorize.ts';
import { createApiKey, readApiKey } from '../../../shared/api-keys/api-key.ts';
import { authorization } from '../../../shared/http/authorization-contract.ts';

// Nothing here gets as far as the issuer.
const authorize = createAuthorize({ issuer: 'http://127.0.0.1:1', clients: ['client'] });
const ID = '0198c2a4-6f5e-7b1c-9d3e-5a2b7c8d9e0f';

describe('an API key', () => {
  test('is passed on as its id and its hash, and nothing of it as it is', async () => {
    const { key, hash } = createApiKey(ID);
    const answer = await authorize(`Bearer ${key}`);
    expect(authorization.parse(answer)).toEqual({ kind: 'api_key', id: ID, hash });
    expect(JSON.stringify(answer)).not.toContain(key.slice(-20));
  });

  test('is different each time, whole, and has 256 random bits', () => {
    const keys = Array.from({ length: 200 }, () => createApiKey(ID).key);
    expect(new Set(keys).size).toBe(200);
    for (const key of keys) expect(key).toMatch(/^pbk_[0-9a-f]{32}_[0-9A-Za-z]{49}$/);
    // 62^43 is more than 2^256: no bit is lost, and all digits occur.
    expect(43 * Math.log2(62)).toBeGreaterThan(256);
    expect(
      new Set(
        keys
          .map((key) => key.slice(38, 80))
          .join('')
          .split(''),
      ).size,
    ).toBe(62);
  });

  test('with any character changed, left out or added is none', () => {
    const { key } = createApiKey(ID);
    fc.assert(
      fc.property(fc.nat(key.length - 1), fc.constantFrom('0', 'a', 'Z', '_', '-', ' ', 'é'), (at, other) => {
        const changed = [
          key.slice(0, at) + other + key.slice(at + 1),
          key.slice(0, at) + key.slice(at + 1),
          key.slice(0, at) + other + key.slice(at),
        ];
        for (const text of changed) if (text !== key) expect(readApiKey(text)).toBeUndefined();
      }),
    );
  });

  test('that is cut is said to be', async () => {
    const { key } = createApiKey(ID);
    expect(await authorize(`Bearer ${key.slice(0, -1)}`)).toEqual({
      kind: 'refused',
      reason: expect.stringContaining('not a whole API key'),
    });
  });
});

describe('a header', () => {
  const { key } = createApiKey(ID);
  test.each([
    [undefined],
    [''],
    ['Bearer'],
    ['Bearer '],
    [key],
    [`Basic ${key}`],
    [`Bearer ${key} ${key}`],
    [`Bearer ${key}, Bearer ${key}`],
    [`Bearer "${key}"`],
  ])('%j is refused', async (header) => {
    expect(await authorize(header)).toMatchObject({ kind: 'refused' });
  });

  test.each([[`bearer ${key}`], [`BEARER   ${key}`], [`Bearer ${key} `]])('%j is read', async (header) => {
    expect(await authorize(header)).toMatchObject({ kind: 'api_key', id: ID });
  });
});
