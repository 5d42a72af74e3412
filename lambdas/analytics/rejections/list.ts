import * as z from 'zod';
import type { Database, Transaction } from '../../../shared/database/database.ts';
import { resolveRange } from '../../../shared/figures/range.ts';
import type { Caller } from '../../../shared/http/caller.ts';
import { decodeCursor, encodeCursor } from '../../../shared/http/cursor.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { invalidRequest } from '../../../shared/http/problem.ts';
import { instant } from '../../../shared/http/schemas.ts';
import { asCaller, asMember } from '../../../shared/http/tenancy.ts';
import { listRejections, rejectionReason } from './contract.ts';
import { presentCounts } from './message-counts.ts';
import { remedyOf } from './remedy.ts';
import { messageCounts, rejectionGroups, rejectionsPage } from './rejections.statement.ts';

const MOST_GROUPS = 100;
/** When the last one shown was received, with the microseconds that a JavaScript date has not, and its id. */
const pagePosition = z.tuple([instant, z.string().regex(/^\d{1,18}$/)]);

export function listRejectionsOperation(database: Database): Operation<typeof listRejections> {
  return operation(listRejections, async ({ query, now, caller }) => {
    const [beforeTime, beforeId] = query.cursor === undefined ? [] : decodeCursor(pagePosition, query.cursor);
    return inOrganization(database, caller, query.organization_id, async (transaction, timeZone) => {
      const period = resolveRange(query, 'month', now, timeZone);
      const where = { organizationId: query.organization_id, ...period, timeZone };
      const counts = await messageCounts.one(transaction, where);
      const groups = await rejectionGroups.run(transaction, { ...where, mostGroups: MOST_GROUPS });
      const found = await rejectionsPage.run(transaction, {
        ...where,
        reason: query.reason,
        path: query.path,
        source: query.source,
        beforeTime,
        beforeId: beforeId === undefined ? undefined : Number(beforeId),
        // One more than shown tells whether there is another page.
        limit: query.limit + 1,
      });
      const page = found.slice(0, query.limit);
      const last = found.length > page.length ? page.at(-1) : undefined;
      return {
        period,
        messages: presentCounts(counts),
        groups: groups.map((group) => {
          const reason = rejectionReason.parse(group.reason);
          return { ...group, reason, remedy: remedyOf(reason) };
        }),
        ungrouped_rejections: Math.max(
          0,
          counts.rejected - groups.reduce((sum, { rejections }) => sum + rejections, 0),
        ),
        rejections: page.map(({ position: _position, ...row }) => ({
          ...row,
          id: String(row.id),
          reason: rejectionReason.parse(row.reason),
        })),
        next_cursor: last ? encodeCursor([last.position, String(last.id)]) : null,
      };
    });
  });
}

/** Runs `work` for a member; without an organization for an operator, whose days are those of UTC. */
function inOrganization<T>(
  database: Database,
  caller: Caller,
  organizationId: string | undefined,
  work: (transaction: Transaction, timeZone: string) => Promise<T>,
): Promise<T> {
  if (organizationId !== undefined) {
    return asMember(database, caller, organizationId, (transaction, { timeZone }) =>
      work(transaction, timeZone),
    );
  }
  if (!caller.isOperator) {
    throw invalidRequest([{ parameter: 'organization_id', detail: 'is required, except of operators' }]);
  }
  return asCaller(database, caller, (transaction) => work(transaction, 'UTC'));
}
