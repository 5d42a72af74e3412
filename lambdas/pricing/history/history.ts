import { z } from 'zod';
import type { Database } from '../../../shared/database/database.ts';
import { decodeCursor, encodeCursor } from '../../../shared/http/cursor.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { uuid } from '../../../shared/http/schemas.ts';
import { parseRows } from '../../../shared/database/rows.ts';
import { asCallerIn } from '../as-caller-in.ts';
import { priceRow } from '../price.ts';
import { priceHistory } from './contract.ts';
import statement from './history.sql';

const versionRow = priceRow.extend({ correction_reason: z.string().nullable() });
const pagePosition = z.tuple([uuid]);

export function priceHistoryOperation(database: Database): Operation<typeof priceHistory> {
  return operation(priceHistory, async ({ query, caller }) => {
    const [after] = query.cursor === undefined ? [null] : decodeCursor(pagePosition, query.cursor);
    const result = await asCallerIn(database, caller, query.organization_id ?? null, (transaction) =>
      transaction.query(statement, [
        query.provider,
        query.model ?? null,
        query.task_type ?? null,
        query.organization_id ?? null,
        query.as_of ?? null,
        after,
        // One more than shown tells whether there is another page.
        query.limit + 1,
      ]),
    );
    const found = parseRows(versionRow, result);
    const page = found.slice(0, query.limit);
    const last = found.length > page.length ? page.at(-1) : undefined;
    return {
      versions: page.map(({ created_at: known_from, superseded_at: known_until, ...version }) => ({
        ...version,
        known_from,
        known_until,
      })),
      next_cursor: last ? encodeCursor([last.id]) : null,
    };
  });
}
