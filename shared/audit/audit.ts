import type { Transaction } from '../database/database.ts';
import { insertAudit } from './audit.statement.ts';

export interface AuditEntry {
  /** Null for what concerns all organizations, such as a list price. */
  readonly organizationId: string | null;
  /**
   * Whoever did it: the subject of the transaction's caller, or of a job `payback-<function>`. The database takes nothing
   * else.
   */
  readonly actor: string;
  /** What was done, as `noun.verb`; or `export_data`, `delete_data`. */
  readonly action: string;
  /** What kind of thing it was done to: the noun of the action unless given. */
  readonly resourceType?: string;
  /** What it was done to: an id or a name. */
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Records a change in the transaction that makes it: there is never one without the other. */
export async function audit(transaction: Transaction, entry: AuditEntry): Promise<void> {
  await insertAudit.run(transaction, { ...entry, resourceType: entry.resourceType });
}
