import { z } from 'zod';
import type { Transaction } from '../../shared/database/database.ts';
import { instantText, parseRows } from '../../shared/database/rows.ts';
import { role, type organization } from './contract.ts';
import statement from './organization.sql';

type Organization = z.input<typeof organization>;

const organizationRow = z.object({
  id: z.string(),
  name: z.string(),
  time_zone: z.string(),
  currency: z.literal('USD'),
  retention_days: z.int(),
  review_threshold: z.string(),
  baseline_provider: z.string(),
  baseline_model: z.string().nullable(),
  baseline_effective_date: instantText.nullable(),
  role: role.nullable(),
  created_at: instantText,
  updated_at: instantText,
});

/** The organizations that the transaction's caller may see, by name. @param after name and id to read on from */
export async function readOrganizations(
  transaction: Transaction,
  limit: number,
  after: readonly [string, string] | undefined,
): Promise<Organization[]> {
  const result = await transaction.query(statement, [null, ...(after ?? [null, null]), limit]);
  return parseRows(organizationRow, result).map(toOrganization);
}

/** One organization that the transaction's caller is known to see. */
export async function readOrganization(transaction: Transaction, id: string): Promise<Organization> {
  const [row] = parseRows(organizationRow, await transaction.query(statement, [id, null, null, 1]));
  if (!row) throw new Error(`organization ${id} was entered but has no row with a baseline`);
  return toOrganization(row);
}

function toOrganization(row: z.output<typeof organizationRow>): Organization {
  const { baseline_provider, baseline_model, baseline_effective_date, ...organizationFields } = row;
  return {
    ...organizationFields,
    baseline: { provider: baseline_provider, model: baseline_model, effective_date: baseline_effective_date },
  };
}
