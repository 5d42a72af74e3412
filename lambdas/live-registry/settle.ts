import type { Database } from '../../shared/database/database.ts';
import type { Registry } from '../../shared/live/commands.ts';
import { deleteConnections } from './connections.statement.ts';
import { markAnnounced } from './watches.statement.ts';

export function settleIn(database: Database): Registry['settle'] {
  return ({ announced, gone }) =>
    database.transaction(async (transaction) => {
      if (announced.length > 0) {
        await markAnnounced.run(transaction, {
          organizationIds: announced.map((each) => each.organization_id),
          states: announced.map((each) => each.state),
        });
      }
      if (gone.length > 0) await deleteConnections.run(transaction, { connectionIds: gone });
    });
}
