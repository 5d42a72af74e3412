import * as z from 'zod';
import type { Database } from '../../../shared/database/database.ts';
import { decodeCursor, encodeCursor } from '../../../shared/http/cursor.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { instant, uuid } from '../../../shared/http/schemas.ts';
import { asCaller, enter } from '../../../shared/http/tenancy.ts';
import { baselineVersions } from './baselines.statement.ts';
import { listBaselines } from './contract.ts';
import { presentBaseline } from './version.ts';

/** When the last one shown was made, with microseconds, and its id. */
const pagePosition = z.tuple([instant, uuid]);

export function listBaselinesOperation(database: Database): Operation<typeof listBaselines> {
  return operation(listBaselines, async ({ path: { id }, query, caller }) => {
    const [afterTime, afterId] = query.cursor === undefined ? [] : decodeCursor(pagePosition, query.cursor);
    const found = await asCaller(database, caller, async (transaction) => {
      await enter(transaction, id, { operators: true, named: { parameter: 'id' } });
      return baselineVersions.run(transaction, {
        organizationId: id,
        id: null,
        isCurrent: query.current,
        afterTime,
        afterId,
        // One more than shown tells whether there is another page.
        limit: query.limit + 1,
      });
    });
    const page = found.slice(0, query.limit);
    const last = found.length > page.length ? page.at(-1) : undefined;
    return {
      baselines: page.map(presentBaseline),
      next_cursor: last ? encodeCursor([last.position, last.id]) : null,
    };
  });
}
