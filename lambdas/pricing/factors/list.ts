import * as z from 'zod';
import type { Database } from '../../../shared/database/database.ts';
import { decodeCursor, encodeCursor } from '../../../shared/http/cursor.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { instant, uuid } from '../../../shared/http/schemas.ts';
import { asCallerIn } from '../as-caller-in.ts';
import { listPriceFactors } from './contract.ts';
import { toFactor } from './factor.ts';
import { priceFactors } from './factors.statement.ts';

/** When the last one shown was made, with microseconds, and its id. */
const pagePosition = z.tuple([instant, uuid]);

export function listPriceFactorsOperation(database: Database): Operation<typeof listPriceFactors> {
  return operation(listPriceFactors, async ({ query, caller }) => {
    const [afterTime, afterId] = query.cursor === undefined ? [] : decodeCursor(pagePosition, query.cursor);
    const { organization_id: organizationId = null } = query;
    const found = await asCallerIn(database, caller, organizationId, (transaction) =>
      priceFactors.run(transaction, {
        organizationId,
        id: null,
        provider: query.provider,
        model: query.model,
        dimension: query.dimension,
        withSuperseded: query.superseded,
        afterTime,
        afterId,
        // One more than shown tells whether there is another page.
        limit: query.limit + 1,
      }),
    );
    const page = found.slice(0, query.limit);
    const last = found.length > page.length ? page.at(-1) : undefined;
    return {
      factors: page.map(toFactor),
      next_cursor: last ? encodeCursor([last.position, last.id]) : null,
    };
  });
}
