import type { Database } from '../../shared/database/database.ts';

/** Works like `healthy`, until it breaks at one of its commits: just before it or just after it. */
export function breaking(healthy: Database, at: number, afterCommit: boolean): Database {
  let transactions = 0;
  return {
    ...healthy,
    async transaction(work) {
      const breaks = (transactions += 1) >= at;
      const result = await healthy.transaction(async (transaction) => {
        const done = await work(transaction);
        if (breaks && !afterCommit) throw new Error('killed');
        return done;
      });
      if (breaks && afterCommit) throw new Error('killed');
      return result;
    },
  };
}
