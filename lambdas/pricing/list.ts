import { z } from 'zod';
import type { Database } from '../runtime/database.ts';
import { decodeCursor, encodeCursor } from '../runtime/http/cursor.ts';
import { operation, type Operation } from '../runtime/http/operation.ts';
import { instant, text, uuid } from '../runtime/http/schemas.ts';
import { asCaller, enter } from '../runtime/http/tenancy.ts';
import { parseRows } from '../runtime/rows.ts';
import { listPrices } from './contract.ts';
import { priceRow } from './price.ts';
import statement from './prices-in-force.sql';

/** Instant, provider, model, task type and id: the following pages are of the same instant as the first. */
const pagePosition = z.tuple([instant, text(1, 50), text(0, 100), text(0, 100), uuid]);

export function listPricesOperation(database: Database): Operation {
  return operation(listPrices, async ({ query, now, caller }) => {
    const position = query.cursor === undefined ? undefined : decodeCursor(pagePosition, query.cursor);
    const [atInstant = query.at ?? now, ...after] = position ?? [];
    const at = new Date(atInstant).toISOString();
    const result = await asCaller(database, caller, async (transaction) => {
      if (query.organization_id !== undefined) {
        await enter(transaction, query.organization_id, {
          operators: true,
          named: { parameter: 'organization_id' },
        });
      }
      return transaction.query(statement, [
        at,
        query.organization_id ?? null,
        query.provider ?? null,
        ...(position ? after : [null, null, null, null]),
        // One more than shown tells whether there is another page.
        query.limit + 1,
      ]);
    });
    const found = parseRows(priceRow, result);
    const prices = found.slice(0, query.limit);
    const last = found.length > prices.length ? prices.at(-1) : undefined;
    return {
      at,
      prices,
      next_cursor: last
        ? encodeCursor([at, last.provider, last.model ?? '', last.task_type ?? '', last.id])
        : null,
    };
  });
}
