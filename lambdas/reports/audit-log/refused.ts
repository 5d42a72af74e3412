import * as z from 'zod';
import { decodeCursor, encodeCursor } from '../../../shared/http/cursor.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import type { ReportsDependencies } from '../dependencies.ts';
import { asAuditor } from './as-auditor.ts';
import { refusedDays } from './audit-log.statement.ts';
import { listRefusedAccess } from './contract.ts';

/** Day, actor and operation of the last one shown. */
const pagePosition = z.tuple([z.iso.date(), z.string(), z.string()]);

export function listRefusedAccessOperation({
  database,
}: ReportsDependencies): Operation<typeof listRefusedAccess> {
  return operation(listRefusedAccess, ({ query, caller }) => {
    const { organization_id: organizationId, limit } = query;
    const [afterDay, afterActor, afterOperation] =
      query.cursor === undefined ? [] : decodeCursor(pagePosition, query.cursor);
    return asAuditor(database, caller, organizationId, async (transaction) => {
      // One more than shown tells whether there is another page.
      const found = await refusedDays.run(transaction, {
        organizationId,
        afterDay,
        afterActor,
        afterOperation,
        limit: limit + 1,
      });
      const refused = found.slice(0, limit);
      const last = found.length > refused.length ? refused.at(-1) : undefined;
      return { refused, next_cursor: last ? encodeCursor([last.day, last.actor, last.operation]) : null };
    });
  });
}
