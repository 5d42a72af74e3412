import type { Database } from './database.ts';

/**
 * The same database, with every statement of a transaction seeing what was committed before its first one: the parts of
 * a report add up, whatever comes in meanwhile.
 */
export function snapshotOf(database: Database): Database {
  return {
    transaction: (work, options) =>
      database.transaction(async (transaction) => {
        await transaction.query('set transaction isolation level repeatable read');
        return work(transaction);
      }, options),
    aside: (work) => database.aside(work),
    end: () => database.end(),
  };
}
