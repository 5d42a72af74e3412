import type { Database } from '../../shared/database/database.ts';
import type { Registry } from '../../shared/live/commands.ts';
import deleteConnections from './delete-connections.sql';
import markAnnounced from './mark-announced.sql';

export function settleIn(database: Database): Registry['settle'] {
  return ({ announced, gone }) =>
    database.transaction(async ({ query }) => {
      if (announced.length > 0) {
        await query(markAnnounced, [
          arrayOf(announced.map((each) => each.organization_id)),
          arrayOf(announced.map((each) => each.state)),
        ]);
      }
      if (gone.length > 0) await query(deleteConnections, [arrayOf(gone)]);
    });
}

/** The literal of a PostgreSQL array. */
const arrayOf = (values: readonly string[]) =>
  `{${values.map((value) => `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join()}}`;
