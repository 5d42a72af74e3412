import { z } from 'zod';
import type { Database } from '../../shared/database/database.ts';
import { parseRows, wholeNumber } from '../../shared/database/rows.ts';
import claimChanges from './claim-changes.sql';
import { look, type Registry } from '../../shared/live/commands.ts';
import countConnections from './count-connections.sql';
import endWatch from './end-watch.sql';
import holdWatch from './hold-watch.sql';

const changeRow = look.shape.changes.element;
const countRow = z.object({ count: wholeNumber });

export function lookIn(database: Database): Registry['look'] {
  return ({ watchId, begin, now }) =>
    database.transaction(async ({ query }) => {
      const at = now.toISOString();
      const { rowCount } = await query(holdWatch, [watchId, at, begin]);
      if (rowCount === 0) return { status: 'replaced', changes: [] };
      const [connections] = parseRows(countRow, await query(countConnections, [at]));
      if (connections?.count === 0) {
        await query(endWatch);
        return { status: 'idle', changes: [] };
      }
      return { status: 'watching', changes: parseRows(changeRow, await query(claimChanges, [at])) };
    });
}
