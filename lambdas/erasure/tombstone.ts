import * as z from 'zod';

/** What is kept of an erasure outside of the database: enough to repeat it, and nothing that says whose it was. */
export const tombstone = z.strictObject({
  id: z.guid(),
  organization_id: z.guid(),
  /** By which id messages name a person; what began before is stored without one, what began later under another id. */
  erased_users: z
    .array(z.strictObject({ user_id: z.guid(), erased_at: z.iso.datetime(), later_user_id: z.guid() }))
    .min(1),
  /** By which id executions had them, and what stands for each on the days of active users. */
  people: z.array(z.strictObject({ user_id: z.guid(), surrogate: z.guid() })),
});

export type Tombstone = z.output<typeof tombstone>;

export const keyOf = ({
  organization_id: organizationId,
  id,
}: Pick<Tombstone, 'organization_id' | 'id'>): string => `${organizationId}/${id}.json`;
