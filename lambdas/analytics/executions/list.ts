import * as z from 'zod';
import type { Database } from '../../../shared/database/database.ts';
import { decodeCursor, encodeCursor } from '../../../shared/http/cursor.ts';
import { filterParameters } from '../../../shared/http/execution-filters.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { invalidRequest } from '../../../shared/http/problem.ts';
import { flagKind, instant, uuid } from '../../../shared/http/schemas.ts';
import { asMember } from '../../../shared/http/tenancy.ts';
import { floorToDay } from '../../../shared/figures/range.ts';
import { listExecutions } from './contract.ts';
import { executionsPage } from './list.statement.ts';
import { presentMoney } from './present-money.ts';

const flagKinds = z.array(flagKind);
/** Start time with the microseconds that a JavaScript date has not, and id. */
const pagePosition = z.tuple([instant, uuid]);

export function listExecutionsOperation(database: Database): Operation<typeof listExecutions> {
  return operation(listExecutions, ({ query, caller }) => {
    const [afterTime, afterId] = query.cursor === undefined ? [] : decodeCursor(pagePosition, query.cursor);
    return asMember(
      database,
      caller,
      query.organization_id,
      async (transaction, { timeZone, figuresByPerson }) => {
        const start = floorToDay(query.start_date, timeZone);
        const end = floorToDay(query.end_date, timeZone);
        if (start !== undefined && end !== undefined && start > end) {
          throw invalidRequest([{ parameter: 'start_date', detail: `must not be after end_date, ${end}` }]);
        }
        const rows = await executionsPage.run(transaction, {
          organizationId: query.organization_id,
          start,
          end,
          timeZone,
          ...filterParameters(query, figuresByPerson),
          afterTime,
          afterId,
          // One more than shown tells whether there is another page.
          limit: query.limit + 1,
        });
        const page = rows.slice(0, query.limit);
        const last = rows.length > page.length ? page.at(-1) : undefined;
        return {
          executions: page.map(({ position: _position, flags, ...row }) => ({
            ...row,
            ...presentMoney(row),
            flags: flagKinds.parse(flags),
          })),
          next_cursor: last ? encodeCursor([last.position, last.id]) : null,
        };
      },
    );
  });
}
