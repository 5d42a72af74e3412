import { createHmac } from 'node:crypto';

export interface HashedUser {
  /** The first 16 bytes of the keyed hash, as a UUID. */
  readonly id: string;
  readonly organizationId: string;
  /** HMAC-SHA-256 of the external id, in hexadecimal. */
  readonly keyedHash: string;
}

const MOST_REMEMBERED = 100_000;

/**
 * Hashes external user ids with a key per organization, derived from one secret: the same person in two
 * organizations is two users, and without the secret nobody can test a guess. Remembers recent answers: people send
 * many messages, and an HMAC costs as much as parsing one.
 */
export function userHasher(secret: string): (organizationId: string, externalId: string) => HashedUser {
  const keys = new Map<string, Buffer>();
  const remembered = new Map<string, HashedUser>();

  function organizationKey(organizationId: string): Buffer {
    let key = keys.get(organizationId);
    if (key === undefined) {
      key = createHmac('sha256', secret).update(organizationId).digest();
      keys.set(organizationId, key);
    }
    return key;
  }

  return (organizationId, externalId) => {
    const person = organizationId + externalId;
    let user = remembered.get(person);
    if (user === undefined) {
      const keyedHash = createHmac('sha256', organizationKey(organizationId))
        .update(externalId)
        .digest('hex');
      user = { id: asUuid(keyedHash), organizationId, keyedHash };
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(person, user);
    }
    return user;
  };
}

function asUuid(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
