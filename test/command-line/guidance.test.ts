import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { limit } from '../support/limits.ts';
import { body } from '../support/messages.ts';
import { day, operated, tomorrow, type Operated } from './support/operated.ts';

let stack: Operated;
beforeAll(async () => {
  stack = await operated();
}, limit(120));
afterAll(() => stack.stop(), limit(60));

test('where executions are rejected, it is said where to look, and there they are', async () => {
  const [early, nobodys] = [{ start_time: '2020-01-26T10:00:00Z' }, { organization_id: randomUUID() }];
  const messages = [early, nobodys].map((changes) => JSON.stringify(body(stack.fields(changes))));
  const file = await stack.file('rejected.ndjson', messages.join('\n'));
  const { code, out } = await stack.payback('import', 'executions', file);
  expect(code).toBe(1);
  const commands = [...out.matchAll(/npm run payback -- (.*) says what to do\./g)].map(([, command = '']) =>
    command.replace('<member>', 'operator').split(' '),
  );
  expect(commands).toHaveLength(2);
  const reasons = ['too_old', 'unknown_organization'];
  for (const [index, command] of commands.entries()) {
    expect(await stack.asked(1, ...command)).toMatchObject({ groups: [{ reason: reasons[index] }] });
  }
});

test.each([
  ['acme', /No price in force is for acme, so savings are unknown/],
  ['acme/m', /^$/],
  ['acme/m-2026-01', /^$/],
  ['acme/n', /No price in force is for acme\/n,/],
])('an organization compared with %s is told whether that has a price', async (baseline, says) => {
  const made = await stack.payback('organizations', 'create', 'Another', '--baseline', baseline);
  expect(made).toMatchObject({ code: 0, err: expect.stringMatching(says) });
});

test('a file that cannot be written is named', async () => {
  const of = ['--organization', stack.organizationId, '--from', day, '--to', tomorrow];
  expect(await stack.payback('export', '/nowhere/out.csv', ...of)).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^\/nowhere\/out\.csv cannot be written: ENOENT.*\n$/),
  });
});
