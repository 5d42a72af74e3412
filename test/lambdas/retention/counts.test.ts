import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyRetention } from '../../../lambdas/retention/retention.ts';
import { createOrganization } from '../../support/fixture.ts';
import { messageCounts } from '../../support/message-counts.ts';
import { keepFor } from '../../support/retention.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let kept: string;
beforeAll(async () => {
  database = await createTestDatabase();
  kept = await createOrganization(database);
  await keepFor(database, kept, 40);
});
afterAll(() => database.drop());

/** The first kept day is the 2nd of April for the organization, and the 12th for messages of none. */
const NOW = Date.parse('2026-05-12T12:00:00Z');
const apply = (batchSize: number) =>
  applyRetention({
    database: database.upkeep,
    now: NOW,
    auditLogDays: 400,
    timeIsUp: () => false,
    batchSize,
  });

async function rows(organizationId: string | null) {
  const found = await database.admin.query(
    `select day::text, source from ingest_counts where organization_id is not distinct from $1 order by 1, 2`,
    [organizationId],
  );
  return found.rows.map(({ day, source }) => `${day} ${source}`.trim());
}

const counted = fc.record({
  isOwned: fc.boolean(),
  day: fc
    .integer({ min: 0, max: 120 })
    .map((days) => new Date(NOW - days * 86_400_000).toISOString().slice(0, 10)),
  source: fc.constantFrom('', 'router-a', 'router-b'),
  stored: fc.nat(5),
  repeated: fc.nat(5),
  rejected: fc.nat(5),
});

test('months that are over by the first kept day are one row, days since then stay, and no sum moves', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(counted, {
        maxLength: 40,
        selector: ({ isOwned, day, source }) => `${isOwned} ${day} ${source}`,
      }),
      fc.integer({ min: 1, max: 50 }),
      async (days, batchSize) => {
        await database.admin.query('truncate ingest_counts');
        for (const { isOwned, day, source, stored, repeated, rejected } of days) {
          await database.admin.query('insert into ingest_counts values ($1, $2, $3, $4, $5, $6, $7)', [
            isOwned ? kept : null,
            day,
            source,
            stored + repeated + rejected,
            stored,
            repeated,
            rejected,
          ]);
        }
        const before = await messageCounts(database);
        await apply(batchSize);
        expect(await messageCounts(database)).toEqual(before);
        for (const isOwned of [true, false]) {
          const own = days.filter((each) => each.isOwned === isOwned);
          const expected = own.map(({ day, source }) =>
            day < '2026-04-01' ? `${day.slice(0, 7)}-01` : `${day} ${source}`.trim(),
          );
          expect(await rows(isOwned ? kept : null)).toEqual([...new Set(expected)].toSorted());
        }
        expect(await apply(batchSize)).toMatchObject({ counts: 0, isDone: true });
      },
    ),
    { numRuns: 30 },
  );
});
