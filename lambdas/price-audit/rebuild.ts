import { audit } from '../../shared/audit/audit.ts';
import type { Database, Transaction } from '../../shared/database/database.ts';
import { lockFold } from '../../shared/database/locks.statement.ts';
import { keptDays } from './kept-days.statement.ts';
import { rebuild as rebuildDay } from './rebuild.statement.ts';
import { reconcile, type DriftedDay } from './reconcile.ts';

export interface RebuildResult {
  /** What the day's rollups are made from now. */
  readonly executions: number;
  /** What differed until now, which is also in `reconciliations`; null where nothing did. */
  readonly drift: DriftedDay['details'] | null;
}

/**
 * Replaces the rollups of one organization's day by what its executions add up to, in one transaction, safe beside
 * ingest, folds and recalculations. What was wrong with them is recorded first.
 * @param day `YYYY-MM-DD`
 * @throws Error that names the field: an organization that does not exist, or a day whose executions are not all
 *   still kept or never were any, because rollups are then the only record of it
 */
export function rebuild(
  database: Database,
  { organization_id: organizationId, day }: { readonly organization_id: string; readonly day: string },
  now: number,
): Promise<RebuildResult> {
  return database.transaction(async (transaction) => {
    await refuseIncomplete(transaction, organizationId, day, now);
    await lockFold.run(transaction);
    const [drifted] = await reconcile(transaction, organizationId, [day]);
    const { executions } = await rebuildDay.one(transaction, { organizationId, day });
    if (executions === 0)
      throw new Error(`rebuild.day: there are no executions of ${day} to rebuild it from.`);
    const drift = drifted?.details ?? null;
    await audit(transaction, {
      organizationId,
      actor: 'payback-price-audit',
      action: 'rollups.rebuilt',
      subject: day,
      details: { executions, drift },
    });
    return { executions, drift };
  });
}

async function refuseIncomplete(
  transaction: Transaction,
  organizationId: string,
  day: string,
  now: number,
): Promise<void> {
  const [kept] = await keptDays.run(transaction, { organizationId, now: new Date(now).toISOString() });
  if (!kept) throw new Error(`rebuild.organization_id: there is no organization ${organizationId}.`);
  if (day < kept.first_day || day > kept.last_day) {
    const { first_day: first, last_day: last } = kept;
    throw new Error(`rebuild.day: must be from ${first}, the first day kept as a whole, to ${last}.`);
  }
}
