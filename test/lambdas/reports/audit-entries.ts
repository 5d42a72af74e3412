import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

interface Written {
  readonly actor?: string;
  readonly action?: string;
  readonly subject?: string;
  readonly at?: string;
  readonly details?: object;
  readonly address?: string;
  readonly userAgent?: string;
}

/** Where entries of the past can be written by whoever is named, which no role can. */
export async function createDatabaseOfEntries(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  await database.admin.query('alter table audit_log disable trigger audit_log_complete');
  return database;
}

export async function writeEntries(
  database: TestDatabase,
  organizationId: string | null,
  entries: readonly Written[],
): Promise<void> {
  for (const { actor = 'ada', action = 'member.put', subject = 'x', details = {}, ...rest } of entries) {
    await database.admin.query(
      `insert into audit_log (organization_id, actor, action, resource_type, subject, details, created_at, address, user_agent)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        organizationId,
        actor,
        action,
        action.split('.')[0],
        subject,
        details,
        rest.at ?? '2026-01-20T10:00:00Z',
        rest.address,
        rest.userAgent,
      ],
    );
  }
}

/** Many, an instant after the other, with their numbers as what they are about: the first is 1. */
export async function writeMany(
  database: TestDatabase,
  organizationId: string | null,
  number: number,
): Promise<void> {
  await database.admin.query(
    `insert into audit_log (organization_id, actor, action, subject, created_at)
     select $1, 'ada', 'thing.made', n, '2026-01-20T00:00:00Z'::timestamptz + make_interval(secs => n / 7)
     from generate_series(1, $2::integer) as n`,
    [organizationId, number],
  );
}
