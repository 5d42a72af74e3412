import { audit } from '../../../shared/audit/audit.ts';
import type { Transaction } from '../../../shared/database/database.ts';
import type { Caller } from '../../../shared/http/caller.ts';
import { recordChanges as statement } from './record-changes.statement.ts';

/**
 * Records those of the new versions that differ by more than 10% from the one before, also on the audit log.
 * @param correctedId the price that the one new version corrects; without it, each is compared with the version before
 * it in time
 * @returns how many differ so much
 */
export async function recordChanges(
  transaction: Transaction,
  caller: Caller,
  newIds: readonly string[],
  correctedId: string | null = null,
): Promise<number> {
  const changes = await statement.run(transaction, { newIds, correctedId });
  for (const { organization_id, price_id, ...details } of changes) {
    await audit(transaction, {
      organizationId: organization_id,
      actor: caller.subject,
      action: 'price.changed',
      subject: price_id,
      details,
    });
  }
  return changes.length;
}
