import type { Transaction } from '../database/database.ts';
import { insertAudit } from './audit.statement.ts';

export interface AuditEntry {
  /** Null for what concerns all organizations, such as a list price. */
  readonly organizationId: string | null;
  /** The `sub` claim of whoever did it. */
  readonly actor: string;
  /** What was done, as `noun.verb`. */
  readonly action: string;
  /** What it was done to: an id or a name. */
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Records a change in the transaction that makes it: there is never one without the other. */
export async function audit(transaction: Transaction, entry: AuditEntry): Promise<void> {
  await insertAudit.run(transaction, entry);
}
