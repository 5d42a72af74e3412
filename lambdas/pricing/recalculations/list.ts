import * as z from 'zod';
import type { Database } from '../../../shared/database/database.ts';
import { decodeCursor, encodeCursor } from '../../../shared/http/cursor.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { uuid } from '../../../shared/http/schemas.ts';
import { asCallerIn } from '../as-caller-in.ts';
import { listRecalculations } from '../../../shared/recalculation/contract.ts';
import { readRecalculations } from '../../../shared/recalculation/read.ts';
import { requireOrganization } from './require-organization.ts';

const pagePosition = z.tuple([uuid]);

export function listRecalculationsOperation(database: Database): Operation<typeof listRecalculations> {
  return operation(listRecalculations, async ({ query, now, caller }) => {
    requireOrganization(caller, query.organization_id);
    const [after] = query.cursor === undefined ? [] : decodeCursor(pagePosition, query.cursor);
    const found = await asCallerIn(database, caller, query.organization_id ?? null, (transaction) =>
      readRecalculations(transaction, {
        organizationId: query.organization_id ?? null,
        after,
        // One more than shown tells whether there is another page.
        limit: query.limit + 1,
        now,
      }),
    );
    const page = found.slice(0, query.limit);
    const last = found.length > page.length ? page.at(-1) : undefined;
    return { recalculations: page, next_cursor: last ? encodeCursor([last.id]) : null };
  });
}
