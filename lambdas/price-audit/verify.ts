import type { Database } from '../../shared/database/database.ts';
import { reconcile, type DriftedDay } from './reconcile.ts';
import { verifyPage } from './verify-page.statement.ts';

/** Executions per statement: about a second of pricing. */
const PAGE = 20_000;

export interface Verified {
  /** Priced again, voided ones among them. */
  readonly executions: number;
  /** Those that cost something else than what is stored, and that no recalculation under way is about to touch. */
  readonly different: number;
  /** Those that a recalculation under way is about to touch, and that cost something else until it has. */
  readonly pending: number;
  /** Ids of the first of those that differ. */
  readonly first_different: readonly string[];
  /** What of the day's rollups differs from its executions, which is also in `reconciliations`; null where nothing does. */
  readonly drift: DriftedDay['details'] | null;
  /** Where to go on, when the time was up before the end of the day. */
  readonly next: Position | null;
}

export interface Position {
  readonly after_time: string;
  readonly after_id: string;
}

/** Prices every execution of one organization's day again, and compares its rollups with the executions. */
export async function verify(
  database: Database,
  {
    organization_id: organizationId,
    day,
    position,
  }: { organization_id: string; day: string; position?: Position | undefined },
  timeIsUp: () => boolean,
): Promise<Verified> {
  const [drifted] =
    position === undefined
      ? await database.transaction((transaction) => reconcile(transaction, organizationId, [day]))
      : [];
  const sum = { executions: 0, different: 0, pending: 0, first_different: new Array<string>() };
  let next: Position | null = position ?? null;
  for (;;) {
    const parameters = {
      organizationId,
      day,
      afterTime: next?.after_time,
      afterId: next?.after_id,
      most: PAGE,
    };
    const page = await database.transaction((transaction) => verifyPage.one(transaction, parameters));
    sum.executions += page.executions;
    sum.different += page.different;
    sum.pending += page.pending;
    sum.first_different = [...sum.first_different, ...page.first_different].slice(0, 5);
    const { last_time: afterTime, last_id: afterId } = page;
    if (page.executions < PAGE || afterTime === null || afterId === null) {
      next = null;
      break;
    }
    next = { after_time: afterTime, after_id: afterId };
    if (timeIsUp()) break;
  }
  return { ...sum, drift: drifted?.details ?? null, next };
}
