import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { eventually } from '../support/eventually.ts';
import { limit } from '../support/limits.ts';
import { body } from '../support/messages.ts';
import { operated, withId, YESTERDAY, day, tomorrow, type Operated } from './support/operated.ts';

let stack: Operated;
let admin: Operated['admin'];
let organizationId: string;
beforeAll(async () => {
  stack = await operated();
  ({ admin, organizationId } = stack);
}, limit(120));
afterAll(() => stack.stop(), limit(60));

test('a deployment that is well, and this machine, are said to be so', async () => {
  // Prices are taken over right after the start.
  await eventually(async () => ((await stack.payback('status')).code === 0 ? true : undefined), 60);
  expect(await stack.asked(0, 'status')).toMatchObject({ healthy: true, target: 'this machine' });
  const { code, out } = await stack.payback('status');
  expect(code).toBe(0);
  expect(out).not.toContain('WRONG');
  expect(out).toMatch(/Dead letters +none +0\n/);
  expect(await stack.asked(0, 'doctor')).toMatchObject({ well: true });
});

test.each([
  [['nonsense'], /unknown command 'nonsense'/],
  [['trace'], /missing required argument 'execution'/],
  [['trace', '7'], /<execution> must be a UUID, not 7/],
  [['cancel', 'x'], /<pid> must be a whole number, not x/],
  [['verify', '--from', '2026-02-30'], /--from must be a day, YYYY-MM-DD, not 2026-02-30/],
  [['members', 'put', randomUUID(), 'ann', '--role', 'boss'], /--role must be viewer or admin/],
  [['import', 'executions', '/nowhere.csv'], /\/nowhere\.csv cannot be read/],
  [
    ['void', 'create', '--organization', randomUUID(), '--reason', 'x'],
    /one of --ids, --producer and --import-id/,
  ],
])('%j is a mistake of whoever typed it', async (argv, says) => {
  const { code, out, err } = await stack.payback(...argv);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(says);
});

test('what is wrong is said with what to do', async () => {
  const nowhere = await stack.paybackWith({ dataDir: path.join(stack.directory, 'nowhere') }, 'status');
  expect(nowhere.code).toBe(1);
  expect(nowhere.err).toMatch(/does not run with the data directory .*npm start.*\nFor a deployment on AWS/s);
  const unknown = await stack.payback(
    'export',
    path.join(stack.directory, 'x.csv'),
    '--organization',
    randomUUID(),
    '--from',
    day,
    '--to',
    day,
  );
  expect(unknown).toMatchObject({ code: 1, out: '' });
  expect(unknown.err).toMatch(/Not found \(404\).*--as/s);
  const token = await stack.payback('--token', 'nonsense', 'organizations', 'list');
  expect(token).toMatchObject({ code: 1 });
  expect(token.err).toMatch(/\(401\)/);
  expect(token.err).not.toContain('nonsense');
});

describe('a file of executions', () => {
  const header =
    'organization_id,user_id,task_id,provider,model,task_type,start_time,end_time,success,input_tokens,output_tokens,labels.team';
  const row = (task: string, success = 'true', start = YESTERDAY) =>
    `${organizationId},bob,${task},acme,m,chat,${start},${start},${success},1000,10,"core, 1"`;

  test(
    'is sent once, however often, and every line is accounted for',
    async () => {
      const lines = Array.from({ length: 1_200 }, (_, index) => row(`task-${index}`));
      const csv = await stack.file('many.csv', [header, ...lines].join('\n'));
      expect(await stack.asked(0, '--dry-run', 'import', 'executions', csv)).toMatchObject({
        lines: 1_200,
        wrong: [],
      });
      expect(await stack.asked(0, 'import', 'executions', csv)).toMatchObject({
        sent: 1_200,
        stored: 1_200,
        rejected: [],
      });
      expect(await stack.asked(0, 'import', 'executions', csv)).toMatchObject({
        stored_before: 1_200,
        sent: 0,
      });
      const { rows } = await admin.query(
        `select count(*)::integer as stored, count(distinct labels ->> 'team')::integer as teams, sum(actual_cost)::text as cost
       from task_executions where organization_id = $1`,
        [organizationId],
      );
      expect(rows).toEqual([{ stored: 1_200, teams: 1, cost: '1.224000000000' }]);
    },
    limit(120),
  );

  test(
    'counts a line that is in it twice once, and refuses one id for two executions',
    async () => {
      const twice = await stack.file(
        'twice.csv',
        [header, row('twice'), row('other'), row('twice')].join('\n'),
      );
      expect(await stack.asked(0, 'import', 'executions', twice)).toMatchObject({
        lines: 3,
        repeated: 1,
        sent: 2,
        stored: 2,
      });
      const one = body(stack.fields({ task_id: 'one' }));
      const another = { ...one, data: { ...one.data, task_type: 'chat' } };
      const clash = await stack.file('clash.ndjson', `${JSON.stringify(one)}\n${JSON.stringify(another)}\n`);
      expect(await stack.asked(1, 'import', 'executions', clash)).toEqual({
        lines: 2,
        wrong: [{ line: 2, field: 'id', reason: 'another execution has this id, in line 1' }],
      });
    },
    limit(120),
  );

  test(
    'is of its organization alone: others have the same ids, or do not exist',
    async () => {
      const create = ['organizations', 'create', 'Southwind', '--baseline', 'acme/m'];
      const { id: other } = withId.parse(await stack.asked(0, ...create));
      const message = body(stack.fields({ task_id: 'shared id' }));
      const of = (organization: string) => ({
        ...message,
        data: { ...message.data, organization_id: organization },
      });
      const lines = [of(organizationId), of(other), of(randomUUID())].map((each) => JSON.stringify(each));
      const first = await stack.file('first.ndjson', lines[0] ?? '');
      expect(await stack.asked(0, 'import', 'executions', first)).toMatchObject({ stored: 1 });
      const all = await stack.file('all.ndjson', lines.join('\n'));
      expect(await stack.asked(1, 'import', 'executions', all)).toMatchObject({
        stored_before: 1,
        sent: 2,
        stored: 1,
        rejected: [{ line: 3, field: 'data.organization_id', reason: 'unknown_organization' }],
        not_known_yet: 0,
      });
    },
    limit(120),
  );

  test('with wrong lines is not sent at all, and each is named', async () => {
    const csv = await stack.file(
      'wrong.csv',
      [header, row('a'), row('b', 'perhaps'), row('c', 'no')].join('\n'),
    );
    const { code, out } = await stack.payback('import', 'executions', csv);
    expect(code).toBe(1);
    expect(out).toMatch(/^3 +data\.success +invalid_message/m);
    expect(out).toMatch(/^4 +data\.success/m);
    expect(out).toMatch(/Nothing was sent: 2 of 3 lines are wrong/);
    const ndjson = await stack.file(
      'wrong.ndjson',
      `{"organization_id": "${organizationId}"}\nnonsense\n[]\n`,
    );
    expect(await stack.asked(1, 'import', 'executions', ndjson)).toMatchObject({
      wrong: [{ line: 1 }, { line: 2, reason: 'must be one JSON object' }, { line: 3 }],
    });
  });

  test(
    'tells lines that the organization does not accept',
    async () => {
      const old = body(
        stack.fields({ start_time: '2019-01-01T00:00:00Z', end_time: '2019-01-01T00:00:00Z' }),
      );
      const good = body(stack.fields());
      const ndjson = await stack.file('old.ndjson', `${JSON.stringify(good)}\n\n${JSON.stringify(old)}\n`);
      expect(await stack.asked(1, 'import', 'executions', ndjson)).toMatchObject({
        stored: 1,
        rejected: [{ line: 3, field: 'data.start_time', reason: 'too_old' }],
      });
      const { code, out } = await stack.payback(
        'rejections',
        'list',
        '--organization',
        organizationId,
        '--from',
        day,
        '--to',
        tomorrow,
      );
      expect({ code, out }).toMatchObject({
        code: 1,
        out: expect.stringMatching(/too_old +data\.start_time/),
      });
    },
    limit(120),
  );
});

test(
  'the figures are proven, and what is wrong with them is named and rebuilt',
  async () => {
    await stack.asked(0, 'fold');
    expect(await stack.asked(0, 'verify', '--organization', organizationId)).toMatchObject({
      well: true,
      messages: { unaccounted: 0 },
      executions_priced_again: 1_204,
      differences: [],
    });
    await admin.query('update rollup_sums set actual_cost = actual_cost + 1 where organization_id = $1', [
      organizationId,
    ]);
    expect(await stack.asked(1, 'verify')).toMatchObject({ differences: [{ day, drift: 2, different: 0 }] });
    expect((await stack.payback('status')).out).toMatch(/WRONG +Days that differ/);
    expect(await stack.asked(0, '--dry-run', 'rebuild', organizationId, day)).toMatchObject({
      drift: { differences: 2 },
    });
    await stack.asked(0, 'rebuild', organizationId, day);
    expect(await stack.asked(0, 'verify')).toMatchObject({ well: true });

    const { rows } = await admin.query(
      "select organization_id, id, start_time from task_executions where task_id = 'task-0'",
    );
    // A recalculation that has begun meanwhile may mend it first.
    await eventually(async () => {
      await stack.nothingToRecalculate();
      await admin.query(
        'update task_executions set actual_cost = 7 where organization_id = $1 and id = $2 and start_time = $3',
        [rows[0].organization_id, rows[0].id, rows[0].start_time],
      );
      const ran = await stack.payback('verify');
      expect(ran.code).toBe(1);
      return ran.out.includes(String(rows[0].id)) || undefined;
    }, 90);
    await admin.query('update task_executions set actual_cost = 0.00102 where id = $1', [rows[0].id]);
    await stack.asked(0, 'rebuild', organizationId, day);
    expect(await stack.asked(0, 'verify')).toMatchObject({ well: true });
    await admin.query('delete from reconciliations');
  },
  limit(120),
);

test(
  'jobs of schedules are run by hand',
  async () => {
    for (const job of [
      'fold',
      'recalculate',
      'partitions',
      'feed',
      'retention',
      'audit',
      'vitals',
      'erasures',
      'watch',
    ]) {
      expect((await stack.payback('--dry-run', job)).out).toMatch(/^Would call payback-dev-/);
      expect(await stack.payback(job)).toMatchObject({ code: 0 });
    }
  },
  limit(120),
);

test('who may send, and who is a member', async () => {
  const principal = 'AROAEXAMPLE1234567890';
  await stack.asked(0, 'producers', 'add', principal, '--name', 'router');
  expect(await stack.asked(0, 'producers', 'list')).toMatchObject([{ principal, name: 'router' }]);
  await stack.asked(0, 'producers', 'remove', principal);
  expect(await stack.asked(0, 'producers', 'list')).toEqual([]);
  expect(await stack.asked(0, 'members', 'list', organizationId)).toMatchObject([
    { subject: 'operator', role: 'admin' },
  ]);
  expect(await stack.asked(0, 'organizations', 'list')).toContainEqual(
    expect.objectContaining({ id: organizationId, name: 'Northwind' }),
  );
  expect((await stack.payback('token')).out).toMatch(/^ey[\w-]+\./);
});
