import { randomUUID } from 'node:crypto';
import { createApiKey as newKey } from '../../../shared/api-keys/api-key.ts';
import { audit } from '../../../shared/audit/audit.ts';
import type { Database, Transaction } from '../../../shared/database/database.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { conflict, invalidRequest } from '../../../shared/http/problem.ts';
import { asAdminInPerson } from '../as-admin-in-person.ts';
import { lockOrganization } from '../members.statement.ts';
import { countApiKeys, insertApiKey } from './api-keys.statement.ts';
import { createApiKey, DEFAULT_DAYS, MOST_DAYS, MOST_KEYS } from './contract.ts';
import { presentKey } from './present.ts';

const DAY_MS = 86_400_000;

export function createApiKeyOperation(database: Database): Operation<typeof createApiKey> {
  return operation(createApiKey, async ({ path: { id: organizationId }, body, now, caller }) => {
    const expiresAt = expiryOf(body.expires_at, now);
    return asAdminInPerson(database, caller, organizationId, async (transaction) => {
      await refuseTooMany(transaction, organizationId);
      const { id, key, hash } = newKey(randomUUID());
      const { name, scopes } = body;
      const row = await insertApiKey.one(transaction, {
        id,
        organizationId,
        name,
        scopes,
        keyHash: hash,
        expiresAt,
      });
      await audit(transaction, {
        organizationId,
        actor: caller.subject,
        action: 'api_key.created',
        subject: id,
        details: { name, scopes, expires_at: expiresAt },
      });
      return { ...presentKey(row), key };
    });
  });
}

/** @throws Problem 400 for an end that is past, or too far ahead */
function expiryOf(given: string | undefined, now: Date): string {
  const expires = given === undefined ? now.getTime() + DEFAULT_DAYS * DAY_MS : Date.parse(given);
  // Not a number where the instant is one that does not exist: that is not in between either.
  if (expires > now.getTime() && expires <= now.getTime() + MOST_DAYS * DAY_MS) {
    return new Date(expires).toISOString();
  }
  const detail = `must be in the future, and at most ${MOST_DAYS} days ahead`;
  throw invalidRequest([{ field: 'expires_at', detail }]);
}

/** One at a time, so that the limit holds for those that are made at once. @throws Problem 409 */
async function refuseTooMany(transaction: Transaction, organizationId: string): Promise<void> {
  await lockOrganization.run(transaction, { organizationId });
  const { keys } = await countApiKeys.one(transaction, { organizationId });
  if (keys < MOST_KEYS) return;
  throw conflict(
    `The organization has ${MOST_KEYS} API keys that count, which is the limit; revoke one first.`,
  );
}
