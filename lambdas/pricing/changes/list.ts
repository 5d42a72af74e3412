import { z } from 'zod';
import type { Database } from '../../../shared/database/database.ts';
import { decodeCursor, encodeCursor } from '../../../shared/http/cursor.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { instantText, parseRows } from '../../../shared/database/rows.ts';
import { asCallerIn } from '../as-caller-in.ts';
import { priceRow } from '../price.ts';
import statement from './changes.sql';
import { listPriceChanges } from './contract.ts';

const changeRow = priceRow
  .pick({
    organization_id: true,
    provider: true,
    model: true,
    task_type: true,
    pricing_model: true,
    above_input_tokens: true,
    daily_start: true,
    daily_end: true,
    effective_date: true,
    end_date: true,
  })
  .extend({
    id: z.string(),
    price_id: z.string(),
    previous_price_id: z.string(),
    previous_cost_per_unit: z.string(),
    cost_per_unit: z.string(),
    change_percentage: z.number().nullable(),
    created_at: instantText,
  });
const pagePosition = z.tuple([z.string().regex(/^\d{1,18}$/)]);

export function listPriceChangesOperation(database: Database): Operation<typeof listPriceChanges> {
  return operation(listPriceChanges, async ({ query, caller }) => {
    const [after] = query.cursor === undefined ? [null] : decodeCursor(pagePosition, query.cursor);
    // One more than shown tells whether there is another page.
    const parameters = [query.organization_id ?? null, query.provider ?? null, after, query.limit + 1];
    const result = await asCallerIn(database, caller, query.organization_id ?? null, (transaction) =>
      transaction.query(statement, parameters),
    );
    const found = parseRows(changeRow, result);
    const page = found.slice(0, query.limit);
    const last = found.length > page.length ? page.at(-1) : undefined;
    return {
      changes: page.map(({ id: _id, ...change }) => change),
      next_cursor: last ? encodeCursor([last.id]) : null,
    };
  });
}
