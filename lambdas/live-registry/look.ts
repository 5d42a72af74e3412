import type { Database } from '../../shared/database/database.ts';
import type { Registry } from '../../shared/live/commands.ts';
import { claimChanges } from './claim-changes.statement.ts';
import { connectionsLeft, countConnections } from './connections.statement.ts';
import { endWatch, holdWatch, waitingRecalculation } from './watches.statement.ts';

export function lookIn(database: Database): Registry['look'] {
  return ({ watchId, begin, now }) =>
    database.transaction(async (transaction) => {
      const at = { now: now.toISOString() };
      const held = await holdWatch.run(transaction, { ...at, watchId, begin });
      if (held.length === 0) return { status: 'replaced', changes: [], left: [], recalculation: null };
      const { count } = await countConnections.one(transaction, at);
      if (count === 0) {
        await endWatch.run(transaction);
        return { status: 'idle', changes: [], left: [], recalculation: null };
      }
      const left = await connectionsLeft.run(transaction, at);
      const [waiting] = await waitingRecalculation.run(transaction);
      return {
        status: 'watching',
        changes: [...(await claimChanges.run(transaction, at))],
        left: left.map((each) => each.connection_id),
        recalculation: waiting?.id ?? null,
      };
    });
}
