import * as z from 'zod';
import type { Database } from '../../../shared/database/database.ts';
import { decodeCursor, encodeCursor } from '../../../shared/http/cursor.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { instant, text, uuid } from '../../../shared/http/schemas.ts';
import { asCallerIn } from '../as-caller-in.ts';
import { toPrice } from '../price.ts';
import { listPrices } from './contract.ts';
import { pricesInForce } from './prices-in-force.statement.ts';

/** Both instants of the first page, for which the following ones are too, provider, model, task type and id. */
const pagePosition = z.tuple([instant, instant.nullable(), text(1, 100), text(0, 250), text(0, 100), uuid]);

export function listPricesOperation(database: Database): Operation<typeof listPrices> {
  return operation(listPrices, async ({ query, now, caller }) => {
    const position = query.cursor === undefined ? undefined : decodeCursor(pagePosition, query.cursor);
    const [atInstant, knownAt, afterProvider, afterModel, afterTaskType, afterId] = position ?? [
      query.at ?? now,
      query.as_of ?? null,
    ];
    const at = new Date(atInstant).toISOString();
    const asOf = knownAt === null ? null : new Date(knownAt).toISOString();
    const { organization_id: organizationId = null, provider, model, scope, search } = query;
    const found = await asCallerIn(database, caller, organizationId, (transaction) =>
      pricesInForce.run(transaction, {
        at,
        asOf,
        organizationId,
        provider,
        model,
        taskType: query.task_type,
        scope,
        search,
        afterProvider,
        afterModel,
        afterTaskType,
        afterId,
        // One more than shown tells whether there is another page.
        limit: query.limit + 1,
      }),
    );
    const prices = found.slice(0, query.limit).map(toPrice);
    const last = found.length > prices.length ? prices.at(-1) : undefined;
    return {
      at,
      as_of: asOf,
      prices,
      next_cursor: last
        ? encodeCursor([at, asOf, last.provider, last.model ?? '', last.task_type ?? '', last.id])
        : null,
    };
  });
}
