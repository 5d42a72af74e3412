import { z } from 'zod';
import type { Database } from '../../../shared/database/database.ts';
import { decodeCursor, encodeCursor } from '../../../shared/http/cursor.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { invalidRequest } from '../../../shared/http/problem.ts';
import { flagKind, instant, uuid } from '../../../shared/http/schemas.ts';
import { asMember } from '../../../shared/http/tenancy.ts';
import { parseRows } from '../../../shared/database/rows.ts';
import { floorToDay } from '../../../shared/figures/range.ts';
import { listExecutions } from './contract.ts';
import { executionRow, presentMoney } from './execution-row.ts';
import statement from './list.sql';

const listRow = executionRow.extend({ position: z.string(), flags: z.array(flagKind) });
/** Start time with the microseconds that a JavaScript date has not, and id. */
const pagePosition = z.tuple([instant, uuid]);

export function listExecutionsOperation(database: Database): Operation<typeof listExecutions> {
  return operation(listExecutions, ({ query, caller }) => {
    const [afterTime, afterId] =
      query.cursor === undefined ? [null, null] : decodeCursor(pagePosition, query.cursor);
    return asMember(database, caller, query.organization_id, async (transaction, { timeZone }) => {
      const start = floorToDay(query.start_date, timeZone) ?? null;
      const end = floorToDay(query.end_date, timeZone) ?? null;
      if (start !== null && end !== null && start > end) {
        throw invalidRequest([{ parameter: 'start_date', detail: `must not be after end_date, ${end}` }]);
      }
      const result = await transaction.query(statement, [
        query.organization_id,
        start,
        end,
        timeZone,
        query.provider ?? null,
        query.model ?? null,
        query.task_type ?? null,
        query.user_id ?? null,
        query.success ?? null,
        query.unpriced ?? null,
        query.flag ?? null,
        afterTime,
        afterId,
        // One more than shown tells whether there is another page.
        query.limit + 1,
      ]);
      const rows = parseRows(listRow, result);
      const page = rows.slice(0, query.limit);
      const last = rows.length > page.length ? page.at(-1) : undefined;
      return {
        executions: page.map(({ position: _position, ...row }) => ({ ...row, ...presentMoney(row) })),
        next_cursor: last ? encodeCursor([last.position, last.id]) : null,
      };
    });
  });
}
