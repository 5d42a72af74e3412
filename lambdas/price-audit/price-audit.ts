import { DatabaseError } from 'pg';
import type { Database } from '../../shared/database/database.ts';
import { organizations as auditedOrganizations, type OrganizationsRow } from './organizations.statement.ts';
import { reconcile, type DriftedDay } from './reconcile.ts';
import { reprice, type Repriced } from './reprice.ts';

export interface AuditOptions {
  /** Epoch milliseconds. */
  readonly now: number;
  /** A whole number below 2^53 by which executions are drawn: the same one draws the same. */
  readonly seed: number;
  readonly timeIsUp: () => boolean;
  readonly onDifferences: (organizationId: string, repriced: Repriced) => void;
  readonly onDrift: (organizationId: string, days: readonly DriftedDay[]) => void;
  readonly onFailure: (organizationId: string, error: DatabaseError) => void;
}

/** Sums over all organizations. */
export interface AuditResult {
  /** Executions priced again. */
  readonly compared: number;
  readonly differences: number;
  /** Organization-days compared with their rollups. */
  readonly reconciled: number;
  readonly drifted: number;
  /** Organizations that were not, or only partly, looked at: the time was up, or a statement of theirs failed. */
  readonly unaudited: number;
}

/**
 * Audits one organization after the other: what a sample of its executions costs, and whether its rollups are the sums
 * of its executions. The trouble of one, such as a statement that takes too long, is not the others'. A minute for 1,000
 * organizations, half of it planning over 20 partitions.
 * @throws errors that concern no single organization, such as an unreachable database
 */
export async function auditAll(database: Database, options: AuditOptions): Promise<AuditResult> {
  const given = { now: new Date(options.now).toISOString(), seed: options.seed };
  const organizations = await database.transaction((transaction) =>
    auditedOrganizations.run(transaction, given),
  );
  const sum = { compared: 0, differences: 0, reconciled: 0, drifted: 0, unaudited: organizations.length };
  for (const organization of organizations) {
    if (options.timeIsUp()) break;
    try {
      const repriced = await auditPrices(database, organization, options);
      sum.compared += repriced.compared;
      sum.differences += repriced.different;
      sum.drifted += await auditRollups(database, organization, options);
      sum.reconciled += organization.days.length;
      sum.unaudited -= 1;
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      options.onFailure(organization.id, error);
    }
  }
  return sum;
}

async function auditPrices(
  database: Database,
  { id, time_zone: timeZone, previous_day: day }: OrganizationsRow,
  options: AuditOptions,
): Promise<Repriced> {
  const repriced = await reprice(database, { organizationId: id, timeZone, day }, options);
  if (repriced.different > 0) options.onDifferences(id, repriced);
  return repriced;
}

async function auditRollups(
  database: Database,
  { id, days }: OrganizationsRow,
  options: AuditOptions,
): Promise<number> {
  const drifted = await database.transaction((transaction) => reconcile(transaction, id, days));
  if (drifted.length > 0) options.onDrift(id, drifted);
  return drifted.length;
}
