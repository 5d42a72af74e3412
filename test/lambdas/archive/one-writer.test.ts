import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { claimDay } from '../../../lambdas/archive/days.statement.ts';
import { startTestArchive, type TestArchive } from '../../support/archive.ts';
import { createOrganization, createPrice, store, type ExecutionFields } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const OVER = '2026-01-28T06:00:00Z';
let database: TestDatabase;
let files: TestArchive;
let organizationId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  files = await startTestArchive();
  await createPrice(database, { provider: 'fast', costPerUnit: '0.000003' });
  organizationId = await createOrganization(database);
  await database.admin.query("update organizations set archive = 'without_personal_data'");
});
afterAll(async () => {
  await files.stop();
  await database.drop();
});

const at = (time: string): ExecutionFields => ({ start_time: time, end_time: time });

test('a day that another run is at is left to it, until it must have ended', async () => {
  await store(database, organizationId, [at('2026-01-20T10:00:00Z')]);
  const claimedFor = (minutes: number) =>
    database.admin.query(
      `insert into archived_days (organization_id, day, executions, bytes, rollups_hash, executions_state, archived_at)
       values ($1, '2026-01-20', 0, 1, decode(repeat('00', 32), 'hex'), 'written by another', now() - make_interval(mins => $2))
       on conflict (organization_id, day) do update set archived_at = excluded.archived_at`,
      [organizationId, minutes],
    );
  await claimedFor(15);
  expect(await files.run(database.upkeep, OVER)).toMatchObject({ days: 0, refused: 0 });
  expect(await files.keys()).toEqual([]);
  await claimedFor(17);
  expect(await files.run(database.upkeep, OVER)).toMatchObject({ days: 1, executions: 1 });
});

test('a day whose files are being written counts as in none', async () => {
  await store(database, organizationId, [at('2026-01-20T10:00:00Z')]);
  await files.run(database.upkeep, OVER);
  const isArchived = async () => {
    const { rows } = await database.admin.query<{ yes: boolean }>(
      "select is_archived(o, '2026-01-20') as yes from organizations o where id = $1",
      [organizationId],
    );
    return rows[0]?.yes;
  };
  expect(await isArchived()).toBe(true);
  const claimed = { organizationId, day: '2026-01-20', run: 'another' };
  await database.upkeep.transaction((transaction) => claimDay.run(transaction, claimed));
  expect(await isArchived()).toBe(false);
});
