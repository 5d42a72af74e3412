import * as z from 'zod';
import type { Database } from '../../../shared/database/database.ts';
import { decodeCursor, encodeCursor } from '../../../shared/http/cursor.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { uuid } from '../../../shared/http/schemas.ts';
import { asCallerIn } from '../as-caller-in.ts';
import { priceHistory } from './contract.ts';
import { history } from './history.statement.ts';

const pagePosition = z.tuple([uuid]);

export function priceHistoryOperation(database: Database): Operation<typeof priceHistory> {
  return operation(priceHistory, async ({ query, caller }) => {
    const [after] = query.cursor === undefined ? [null] : decodeCursor(pagePosition, query.cursor);
    const { organization_id: organizationId = null } = query;
    const found = await asCallerIn(database, caller, organizationId, (transaction) =>
      history.run(transaction, {
        provider: query.provider,
        model: query.model,
        taskType: query.task_type,
        organizationId,
        asOf: query.as_of,
        after,
        // One more than shown tells whether there is another page.
        limit: query.limit + 1,
      }),
    );
    const page = found.slice(0, query.limit);
    const last = found.length > page.length ? page.at(-1) : undefined;
    return {
      versions: page,
      next_cursor: last ? encodeCursor([last.id]) : null,
    };
  });
}
