import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { keyedHashes } from '../../../../shared/users/keyed-hashes.ts';
import { ingest } from '../../../../lambdas/ingest/ingest.ts';
import { knownOrganizations } from '../../../../lambdas/ingest/known-organizations.ts';
import { allowedSenders } from '../../../../lambdas/ingest/senders/allowed-senders.ts';
import { body, message, NOW } from '../../../support/messages.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('what was stored with the content hash of version 1 is recognized, and so is what conflicts with it', async () => {
  // Stored as the code before version 2 did: the hash is what it made of exactly this message.
  const fields = { organization_id: '0198c2a4-6f5e-4b1c-9d3e-5a2b7c8d9e0f', compute_units: 0.5 };
  const first = body(fields, { id: '7f0c2f8e-52cd-4f0c-9a53-1d3f0d9c8b61' });
  await database.admin.query(
    "insert into organizations (id, name, retention_days) values ($1, 'Old', 1095)",
    [fields.organization_id],
  );
  await database.admin.query(
    `insert into execution_keys (organization_id, id, start_time, content_hash, hash_version)
     values ($1, $2, $3, decode('7b8fc45029154556af945b42d57a931f', 'hex'), 1)`,
    [fields.organization_id, first.id, first.data.start_time],
  );
  const options = {
    database: database.ingest,
    organizationsOf: knownOrganizations(database.ingest, () => NOW),
    allowedSenders: allowedSenders(database.ingest, () => NOW),
    hashes: keyedHashes('test-secret'),
    now: () => NOW,
    onFailure: () => undefined,
  };
  const conflicting = { ...first, data: { ...first.data, output_tokens: 299, tokens_used: 1499 } };
  expect(await ingest([message(first), message(conflicting), message(first)], options)).toMatchObject({
    stored: 0,
    duplicates: 2,
    rejected: 1,
  });
});
