import type * as z from 'zod';
import type { Transaction } from '../../shared/database/database.ts';
import { roleOfKey } from '../../shared/http/tenancy.ts';
import type { organization } from './contract.ts';
import { organizations, type OrganizationsRow } from './organizations.statement.ts';

type Organization = z.input<typeof organization>;

/** The organizations that the transaction's caller may see, by name. @param after name and id to read on from */
export async function readOrganizations(
  transaction: Transaction,
  limit: number,
  after: readonly [string, string] | undefined,
): Promise<Organization[]> {
  const [afterName, afterId] = after ?? [];
  const rows = await organizations.run(transaction, { id: null, afterName, afterId, limit });
  return rows.map(toOrganization);
}

/** One organization that the transaction's caller is known to see. */
export async function readOrganization(transaction: Transaction, id: string): Promise<Organization> {
  return toOrganization(
    await organizations.one(transaction, { id, afterName: null, afterId: null, limit: 1 }),
  );
}

function toOrganization(row: OrganizationsRow): Organization {
  const { baseline_provider, baseline_model, baseline_effective_date, key_may_write, ...fields } = row;
  return {
    ...fields,
    role: fields.role ?? roleOfKey(key_may_write),
    baseline: { provider: baseline_provider, model: baseline_model, effective_date: baseline_effective_date },
  };
}
