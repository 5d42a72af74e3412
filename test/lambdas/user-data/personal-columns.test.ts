import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { putMember } from '../../../lambdas/organizations/contract.ts';
import { exportUserData } from '../../../lambdas/user-data/contract.ts';
import { personalColumns } from '../../../shared/personal-data/personal-columns.ts';
import { createOrganization, createPrice, store } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { userDataApi } from './user-data.ts';

let database: TestDatabase;
let organizationId: string;
let copy: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const api = userDataApi(database.api);
  await createPrice(database, { provider: 'fast', costPerUnit: '1' });
  await createPrice(database, { provider: 'slow', costPerUnit: '0.001' });
  organizationId = await createOrganization(database, { members: { vic: 'admin' } });
  await database.admin.query(
    'update organizations set keep_descriptions = true, keep_error_messages = true where id = $1',
    [organizationId],
  );
  const id = randomUUID();
  await store(database, organizationId, [
    {
      id,
      user_id: 'vic@example.com',
      task_id: 'ticket-of-vic',
      task_description: 'what vic wanted',
      error_message: 'what vic got',
      request_id: 'request-of-vic',
      session_id: 'session-of-vic',
      labels: { owner: 'the desk of vic' },
      routing_decision: { chosen_provider: 'fast', routing_strategy: 's', reasoning: 'because of vic' },
    },
  ]);
  await database.admin.query(`update task_executions set notes = '["a note on vic"]' where id = $1`, [id]);
  await database.admin.query(
    `update execution_flags set status = 'reviewed', note = 'seen by vic', reviewed_by = 'vic', reviewed_at = now()
     where execution_id = $1`,
    [id],
  );
  await database.admin.query(
    `insert into live_connections values ('socket-of-vic', $1, 'vic', now(), now() + interval '1 hour')`,
    [organizationId],
  );
  await database.admin.query(
    `insert into refused_access (day, subject, operation, organization_id) values ('2026-01-20', 'vic', 'getPrice', $1)`,
    [organizationId],
  );
  await api.result(putMember, {
    path: { id: organizationId, subject: 'vic' },
    subject: 'vic',
    body: { role: 'admin', user_id: 'vic@example.com' },
  });
  const answer = await api.call({
    route: exportUserData.path,
    subject: 'vic',
    query: { organization_id: organizationId },
  });
  copy = answer.text;
});
afterAll(() => database.drop());

async function valuesOf(table: string, column: string): Promise<string[]> {
  const value = column === 'address' ? 'host(address)' : `to_jsonb(${column}) #>> '{}'`;
  // The entry of the copy itself comes after it.
  const before = table === 'audit_log' ? "and action <> 'export_data'" : '';
  const { rows } = await database.admin.query<{ value: string }>(
    `select distinct ${value} as value from ${table} where organization_id = $1 and ${column} is not null ${before}`,
    [organizationId],
  );
  return rows.map((row) => row.value);
}

const copied = personalColumns.filter(({ export: handling }) => handling === 'copied');

test.each(copied.map(({ table, column }) => [table, column]))('the copy has %s.%s', async (table, column) => {
  const values = await valuesOf(table, column);
  expect(values).not.toEqual([]);
  const flat = copy.replaceAll(/\s/g, '');
  for (const value of values) expect(flat).toContain(value.replaceAll(/\s/g, ''));
});

test('hashes are not in it: they mean nothing to the person and something to whoever has the key', async () => {
  for (const [table, column] of [
    ['users', 'keyed_hash'],
    ['user_links', 'keyed_hash'],
    ['execution_keys', 'content_hash'],
  ] as const) {
    const { rows } = await database.admin.query<{ hex: string }>(
      `select encode(${column}, 'hex') as hex from ${table} where organization_id = $1`,
      [organizationId],
    );
    expect(rows).toHaveLength(1);
    expect(copy).not.toContain(rows[0]?.hex);
  }
});
