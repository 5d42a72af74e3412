import { DatabaseError } from 'pg';
import type { Database } from '../../shared/database/database.ts';
import { auditDays, type AuditedDays } from './audit-days.ts';
import { organizations as auditedOrganizations, type OrganizationsRow } from './organizations.statement.ts';
import type { DriftedDay } from './reconcile.ts';
import { reprice, type Repriced } from './reprice.ts';

export interface AuditOptions {
  /** Epoch milliseconds. */
  readonly now: number;
  /** A whole number below 2^53 by which executions are drawn: the same one draws the same. */
  readonly seed: number;
  /** Whether the executions of every day that is kept are read, also of those that have not changed since; not unless given. */
  readonly allDays?: boolean | undefined;
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
  /** Organization-days whose rollups were compared with what their hash was. */
  readonly hashed: number;
  /** Organization-days whose executions were read and compared with the rollups. */
  readonly reconciled: number;
  /** Organization-days of which something differs. */
  readonly drifted: number;
  /** Organizations that were not, or only partly, looked at: the time was up, or a statement of theirs failed. */
  readonly unaudited: number;
}

/**
 * Audits one organization after the other: what a sample of its executions costs, and whether its rollups are the sums
 * of its executions. The trouble of one, such as a statement that takes too long, is not the others'. Some 10 ms an
 * organization, most of it planning over 20 partitions, and 5 µs an execution that is read.
 * @throws errors that concern no single organization, such as an unreachable database
 */
export async function auditAll(database: Database, options: AuditOptions): Promise<AuditResult> {
  const given = { now: new Date(options.now).toISOString(), seed: options.seed };
  const organizations = await database.transaction((transaction) =>
    auditedOrganizations.run(transaction, given),
  );
  const sum = {
    compared: 0,
    differences: 0,
    hashed: 0,
    reconciled: 0,
    drifted: 0,
    unaudited: organizations.length,
  };
  for (const organization of organizations) {
    if (options.timeIsUp()) break;
    try {
      const repriced = await auditPrices(database, organization, options);
      sum.compared += repriced.compared;
      sum.differences += repriced.different;
      const days = await auditRollups(database, organization, options);
      sum.hashed += days.hashed;
      sum.reconciled += days.reconciled;
      sum.drifted += days.drifted.length;
      if (days.complete) sum.unaudited -= 1;
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
  { id }: OrganizationsRow,
  options: AuditOptions,
): Promise<AuditedDays> {
  const days = await auditDays(database, id, { ...options, now: new Date(options.now).toISOString() });
  if (days.drifted.length > 0) options.onDrift(id, days.drifted);
  return days;
}
