import type { Database } from '../../shared/database/database.ts';
import { lockPricingInputs } from '../../shared/database/locks.statement.ts';
import type { Buckets } from './buckets.ts';
import { replayErasure } from './erasure.statement.ts';
import type { Tombstone } from './tombstone.ts';

/**
 * After a restore: asks once more for the erasures that the database knows nothing of, in the order in which they were asked
 * for, with the same surrogates. The next runs do them.
 * @returns how many there are outside, and how many of them the database did not know
 */
export async function replay(
  database: Database,
  buckets: Buckets,
): Promise<{ kept: number; replayed: number }> {
  const tombstones: Tombstone[] = [];
  for await (const tombstone of buckets.kept()) tombstones.push(tombstone);
  tombstones.sort((one, other) => instantOf(one).localeCompare(instantOf(other)));
  let sum = 0;
  for (const { id, organization_id: organizationId, erased_users: erased, people } of tombstones) {
    sum += await database.transaction(async (transaction) => {
      await lockPricingInputs.run(transaction);
      const { replayed } = await replayErasure.one(transaction, {
        id,
        organizationId,
        requestedAt: erased[0]?.erased_at ?? '',
        userIds: erased.map(({ user_id: userId }) => userId),
        erasedAt: erased.map(({ erased_at: at }) => at),
        laterUserIds: erased.map(({ later_user_id: later }) => later),
        people: people.map(({ user_id: userId }) => userId),
        surrogates: people.map(({ surrogate }) => surrogate),
      });
      return replayed;
    });
  }
  return { kept: tombstones.length, replayed: sum };
}

/** All of one erasure have the same, with microseconds. */
const instantOf = ({ erased_users: [first] }: Tombstone): string => first?.erased_at ?? '';
