import { expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { keyedHashes } from '../../../shared/users/keyed-hashes.ts';

test('a user is the HMAC of the external id under a key that is the organization’s own', () => {
  const key = createHmac('sha256', 'secret').update('org-a').digest();
  const keyedHash = createHmac('sha256', key).update('mona').digest('hex');
  const user = keyedHashes('secret').hashUser('org-a', 'mona');
  expect(user).toMatchObject({ organizationId: 'org-a', keyedHash });
  expect(user.id.replaceAll('-', '')).toBe(keyedHash.slice(0, 32));
});

test('another organization, another secret or another person is another user; the same is the same', () => {
  const { hashUser: hash } = keyedHashes('secret');
  const ids = [
    hash('org-a', 'mona'),
    hash('org-b', 'mona'),
    keyedHashes('other').hashUser('org-a', 'mona'),
    hash('org-a', 'lisa'),
  ];
  expect(new Set(ids.map(({ id }) => id)).size).toBe(4);
  expect(hash('org-a', 'mona')).toEqual(keyedHashes('secret').hashUser('org-a', 'mona'));
});

test('content is hashed with a key that no user is hashed with', () => {
  const { hashContent, hashUser } = keyedHashes('secret');
  expect(hashContent('{}')).toMatch(/^[0-9a-f]{32}$/);
  expect(keyedHashes('other').hashContent('{}')).not.toBe(hashContent('{}'));
  expect(hashUser('org-a', '{}').keyedHash).not.toContain(hashContent('{}'));
});
