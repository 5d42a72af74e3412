import { expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { userHasher } from '../../../lambdas/ingest/user-hash.ts';

test('a user is the HMAC of the external id under a key that is the organization’s own', () => {
  const key = createHmac('sha256', 'secret').update('org-a').digest();
  const keyedHash = createHmac('sha256', key).update('mona').digest('hex');
  const user = userHasher('secret')('org-a', 'mona');
  expect(user).toMatchObject({ organizationId: 'org-a', keyedHash });
  expect(user.id.replaceAll('-', '')).toBe(keyedHash.slice(0, 32));
});

test('another organization, another secret or another person is another user; the same is the same', () => {
  const hash = userHasher('secret');
  const ids = [
    hash('org-a', 'mona'),
    hash('org-b', 'mona'),
    userHasher('other')('org-a', 'mona'),
    hash('org-a', 'lisa'),
  ];
  expect(new Set(ids.map(({ id }) => id)).size).toBe(4);
  expect(hash('org-a', 'mona')).toEqual(userHasher('secret')('org-a', 'mona'));
});
