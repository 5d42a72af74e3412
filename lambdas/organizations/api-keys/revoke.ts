import { audit } from '../../../shared/audit/audit.ts';
import type { Database } from '../../../shared/database/database.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { notFound } from '../../../shared/http/problem.ts';
import { asAdminInPerson } from '../as-admin-in-person.ts';
import { hasApiKey, revokeKey } from './api-keys.statement.ts';
import { revokeApiKey } from './contract.ts';

export function revokeApiKeyOperation(database: Database): Operation<typeof revokeApiKey> {
  return operation(revokeApiKey, ({ path: { id: organizationId, key_id: id }, caller }) =>
    asAdminInPerson(database, caller, organizationId, async (transaction) => {
      const [revoked] = await revokeKey.run(transaction, { organizationId, id });
      if (revoked) {
        await audit(transaction, {
          organizationId,
          actor: caller.subject,
          action: 'api_key.revoked',
          subject: id,
          details: { name: revoked.name },
        });
        return;
      }
      const { known } = await hasApiKey.one(transaction, { organizationId, id });
      if (known) return;
      throw notFound('The organization has no such API key.', [
        { parameter: 'key_id', detail: "must be the id of one of the organization's API keys" },
      ]);
    }),
  );
}
