import * as z from 'zod';
import { decodeCursor, encodeCursor } from '../../../shared/http/cursor.ts';
import { operation, type Operation } from '../../../shared/http/operation.ts';
import { invalidRequest } from '../../../shared/http/problem.ts';
import { instant } from '../../../shared/http/schemas.ts';
import { snapshotOf } from '../../../shared/database/snapshot.ts';
import type { ReportsDependencies } from '../dependencies.ts';
import { asAuditor } from './as-auditor.ts';
import { listAuditLog } from './contract.ts';
import { positionOf, presentEntry, wantedEntries, type Position } from './entries.ts';
import { auditFile } from './file.ts';

/** When the last one shown was made, with microseconds, and its id. */
const pagePosition = z.tuple([instant, z.int().min(1)]).transform(([time, id]): Position => ({ time, id }));

export function listAuditLogOperation(dependencies: ReportsDependencies): Operation<typeof listAuditLog> {
  const { database } = dependencies;
  return operation(listAuditLog, async ({ query, now, caller }) => {
    const { organization_id: organizationId, format, limit, cursor } = query;
    const after = cursor === undefined ? undefined : decodeCursor(pagePosition, cursor);
    if (format === 'json') {
      return asAuditor(database, caller, organizationId, async (transaction, timeZone) => {
        // One more than shown tells whether there is another page.
        const found = await wantedEntries(query, timeZone).read(transaction, after, limit + 1);
        const page = found.slice(0, limit);
        const last = found.length > page.length ? page.at(-1) : undefined;
        return {
          entries: page.map(presentEntry),
          next_cursor: last ? encodeCursor([positionOf(last).time, last.id]) : null,
        };
      });
    }
    if (after)
      throw invalidRequest([{ parameter: 'cursor', detail: 'must be left out: a file has all entries' }]);
    return asAuditor(snapshotOf(database), caller, organizationId, (transaction, timeZone) =>
      auditFile(transaction, { query, format, now, caller, timeZone }, dependencies),
    );
  });
}
