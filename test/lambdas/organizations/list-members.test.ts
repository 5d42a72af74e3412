import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { listMembers, putMember } from '../../../lambdas/organizations/contract.ts';
import { organizationsOperations } from '../../../lambdas/organizations/operations.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { createOrganization } from '../../support/fixture.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let api: Api;
let id: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = apiOf(organizationsOperations, database.api);
  id = await createOrganization(database, { members: { ann: 'admin', vic: 'viewer' } });
  // The same people elsewhere, in other roles.
  await createOrganization(database, { members: { eve: 'admin', vic: 'admin', ann: 'viewer' } });
});
afterAll(() => database.drop());

test('a viewer sees every member of the organization and of no other, and which one is himself', async () => {
  const { members, next_cursor } = await api.result(listMembers, { path: { id }, subject: 'vic' });
  expect(members).toMatchObject([
    { subject: 'ann', role: 'admin', is_caller: false },
    { subject: 'vic', role: 'viewer', is_caller: true },
  ]);
  expect(next_cursor).toBeNull();
});

test('whoever is no member cannot tell the organization from an unknown one', async () => {
  const ofOther = await api.problem(listMembers, { path: { id }, subject: 'eve' });
  expect(ofOther).toMatchObject({ status: 404, errors: [{ parameter: 'id' }] });
  expect(await api.problem(listMembers, { path: { id: randomUUID() }, subject: 'eve' })).toEqual(ofOther);
});

test('an operator sees them without being one', async () => {
  const { members } = await api.result(listMembers, { path: { id }, subject: 'olga', operator: true });
  expect(members.map(({ subject }) => subject)).toEqual(['ann', 'vic']);
  expect(members.some(({ is_caller: self }) => self)).toBe(false);
});

test('page by page each of them once, in the same order, whatever is in a subject', async () => {
  const own = await createOrganization(database, { members: { ann: 'admin' } });
  const subjects = [
    'Zoë',
    'zoe',
    'Åsa',
    'a b',
    'auth0|1',
    'auth0|10',
    '"quoted"',
    '%',
    '_',
    'new@example.com',
  ];
  for (const subject of subjects) {
    await api.result(putMember, { path: { id: own, subject }, subject: 'ann', body: { role: 'viewer' } });
  }
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await api.result(listMembers, {
      path: { id: own },
      subject: 'ann',
      query: { limit: '3', ...(cursor === undefined ? {} : { cursor }) },
    });
    pages.push(page.members.map(({ subject }) => subject));
    for (const { subject, created_by: by } of page.members) {
      if (subject !== 'ann') expect(by).toBe('ann');
    }
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  expect(pages.map(({ length }) => length)).toEqual([3, 3, 3, 2]);
  expect(pages.flat()).toEqual([...subjects, 'ann'].sort());
});

test('a cursor of something else is refused by name', async () => {
  const request = { path: { id }, subject: 'ann', query: { cursor: 'bm90IGEgY3Vyc29y' } };
  expect(await api.problem(listMembers, request)).toMatchObject({
    status: 400,
    errors: [{ parameter: 'cursor' }],
  });
});
