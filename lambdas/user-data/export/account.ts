import type { Transaction } from '../../../shared/database/database.ts';
import {
  auditEntriesOf,
  liveConnectionsOf,
  membershipOf,
  refusalsOf,
  type AuditEntriesOfRow,
} from './account.statement.ts';

export interface Source {
  readonly transaction: Transaction;
  readonly organizationId: string;
  /** As whom the person signs in; null: as nobody that is known. */
  readonly subject: string | null;
}

const ENTRIES_PER_PAGE = 5_000;

/** What is stored of a person for their signing in; null for somebody who does not. */
export async function accountOf({ transaction, organizationId, subject }: Source): Promise<object | null> {
  if (subject === null) return null;
  const whose = { organizationId, subject };
  const [membership = null] = await membershipOf.run(transaction, whose);
  return {
    subject,
    membership,
    live_connections: await liveConnectionsOf.run(transaction, whose),
    audit_entries: await auditEntries({ transaction, ...whose }),
    refused_access: await refusalsOf.run(transaction, whose),
  };
}

async function auditEntries({
  transaction,
  ...whose
}: Source & { readonly subject: string }): Promise<AuditEntriesOfRow[]> {
  const entries: AuditEntriesOfRow[] = [];
  let page: readonly AuditEntriesOfRow[];
  do {
    const afterId = entries.at(-1)?.id ?? 0;
    page = await auditEntriesOf.run(transaction, { ...whose, afterId, limit: ENTRIES_PER_PAGE });
    entries.push(...page);
  } while (page.length === ENTRIES_PER_PAGE);
  return entries;
}
