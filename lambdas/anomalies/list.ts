import * as z from 'zod';
import { floorToDay } from '../../shared/figures/range.ts';
import type { Database } from '../../shared/database/database.ts';
import { decodeCursor, encodeCursor } from '../../shared/http/cursor.ts';
import { operation, type Operation } from '../../shared/http/operation.ts';
import { invalidRequest } from '../../shared/http/problem.ts';
import { instant, uuid } from '../../shared/http/schemas.ts';
import { asCaller, enter } from '../../shared/http/tenancy.ts';
import { anomalies } from './anomalies.statement.ts';
import { presentAnomaly } from './present-anomaly.ts';
import { listAnomalies } from './contract.ts';
import { openCounts } from './open-counts.statement.ts';

/** Start time with the microseconds that a JavaScript date has not, and id. */
const pagePosition = z.tuple([instant, uuid]);

export function listAnomaliesOperation(database: Database): Operation<typeof listAnomalies> {
  return operation(listAnomalies, ({ query, caller }) => {
    const { organization_id: organizationId, kind, status, limit } = query;
    const after = query.cursor === undefined ? undefined : decodeCursor(pagePosition, query.cursor);
    return asCaller(database, caller, async (transaction) => {
      const named = { parameter: 'organization_id' };
      const { timeZone } = await enter(transaction, organizationId, { operators: false, named });
      const start = floorToDay(query.start_date, timeZone);
      const end = floorToDay(query.end_date, timeZone);
      if (start !== undefined && end !== undefined && start > end) {
        throw invalidRequest([{ parameter: 'start_date', detail: `must not be after end_date, ${end}` }]);
      }
      // One more than shown tells whether there is another page.
      const [afterTime, afterId] = after ?? [];
      const range = { organizationId, timeZone, start, end };
      const rows = await anomalies.run(transaction, {
        ...range,
        id: null,
        kind,
        status,
        afterTime,
        afterId,
        limit: limit + 1,
      });
      const open = await openCounts.one(transaction, range);
      const page = rows.slice(0, limit);
      const last = rows.length > page.length ? page.at(-1) : undefined;
      return {
        anomalies: page.map(presentAnomaly),
        open,
        next_cursor: last ? encodeCursor([last.position, last.id]) : null,
      };
    });
  });
}
