import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import * as z from 'zod';
import { eventually } from '../support/eventually.ts';
import { limit } from '../support/limits.ts';
import { body } from '../support/messages.ts';
import { operated, day, tomorrow, withId, type Operated } from './support/operated.ts';

let stack: Operated;
let admin: Operated['admin'];
let organizationId: string;
let some: readonly string[];
const line = (task: string) => JSON.stringify(body(stack.fields({ task_id: `task-${task}` })));
beforeAll(async () => {
  stack = await operated();
  ({ admin, organizationId } = stack);
  some = ['0', '1', '2'].map(line);
  const file = await stack.file('some.ndjson', some.join('\n'));
  expect(await stack.asked(0, 'import', 'executions', file)).toMatchObject({ stored: 3 });
}, limit(120));
afterAll(() => stack.stop(), limit(60));

test('a file that went only half way is sent again from there', async () => {
  const whole = await stack.file('whole.ndjson', [line('3'), ...some, line('4')].join('\n'));
  expect(await stack.asked(0, 'import', 'executions', whole)).toMatchObject({
    stored_before: 3,
    sent: 2,
    stored: 2,
    not_known_yet: 0,
  });
  const { rows } = await admin.query("select from task_executions where task_id like 'task-%'");
  expect(rows).toHaveLength(5);
});

test(
  'dead letters are listed without their texts, and sent back',
  async () => {
    const stored = await admin.query('select id from task_executions limit 1');
    const known = JSON.stringify(
      body(stack.fields({ task_description: 'hunter2 is it' }), { id: stored.rows[0].id }),
    );
    const fresh = JSON.stringify(body(stack.fields({ task_id: 'fresh', hunter3: 1 })));
    for (const each of [known, fresh, 'no json hunter4'])
      await stack.send(stack.endpoints.dead_letter_queue_url, each);
    const status = await stack.payback('status');
    expect(status).toMatchObject({ code: 1, out: expect.stringMatching(/WRONG +Dead letters +none +3/) });

    const listed = await stack.asked(1, 'dead-letters', 'list');
    expect(listed).toMatchObject({ looked_at: 3, stored: 1 });
    const letters = z
      .object({
        dead_letters: z.array(z.looseObject({ message_id: z.string(), is_stored: z.boolean().nullable() })),
      })
      .parse(listed).dead_letters;
    expect(letters.map(({ is_stored: isStored }) => String(isStored)).toSorted()).toEqual([
      'false',
      'null',
      'true',
    ]);
    for (const { message_id: id } of letters) {
      const { code, out } = await stack.payback('dead-letters', 'show', id);
      expect(code).toBe(0);
      expect(out).not.toMatch(/hunter/);
    }
    expect(await stack.payback('dead-letters', 'show', 'none')).toMatchObject({ code: 1 });

    expect(await stack.asked(0, '--dry-run', 'dead-letters', 'redrive')).toEqual({ would_move: 3 });
    expect(await stack.asked(0, 'dead-letters', 'redrive')).toEqual({ moved: 3, looked_at: 3, stored: 1 });
    await eventually(async () => {
      const { rows } = await admin.query("select from task_executions where task_id = 'fresh'");
      return rows.length === 1 || undefined;
    }, 60);
    expect(await stack.asked(0, 'dead-letters', 'list')).toMatchObject({ looked_at: 0 });
  },
  limit(120),
);

test('dead letters are deleted only when somebody says so', async () => {
  await stack.send(stack.endpoints.dead_letter_queue_url, 'one');
  expect(await stack.payback('dead-letters', 'purge')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/nobody is here to ask/),
  });
  expect(await stack.paybackWith({ answer: '7' }, 'dead-letters', 'purge')).toMatchObject({ code: 1 });
  expect(await stack.asked(0, '--dry-run', 'dead-letters', 'purge')).toEqual({ would_delete: 1 });
  expect(await stack.asked(1, 'dead-letters', 'list')).toMatchObject({ looked_at: 1 });
  expect(await stack.paybackWith({ answer: '1' }, 'dead-letters', 'purge')).toMatchObject({ code: 0 });
  expect(await stack.asked(0, 'dead-letters', 'list')).toMatchObject({ looked_at: 0 });
});

test(
  'a database that lets nobody in is named beside the queues, which still tell what they hold',
  async () => {
    await admin.query('alter role payback_operations nologin');
    try {
      await admin.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'payback_operations'",
      );
      expect(await stack.asked(1, 'status')).toMatchObject({
        healthy: false,
        status: null,
        queue: { waiting: expect.any(Number) },
        dead_letters: { waiting: 0 },
      });
      expect(await stack.payback('status')).toMatchObject({
        code: 1,
        out: expect.stringMatching(
          /ok +Dead letters +none +0\n.*WRONG +Database +an answer +The function payback-dev-operations failed/s,
        ),
      });
    } finally {
      await admin.query('alter role payback_operations login');
    }
    expect(await stack.asked(0, 'locks')).toEqual([]);
  },
  limit(60),
);

test(
  'sessions that hold others up are named, and ended',
  async () => {
    expect(await stack.asked(0, 'locks')).toEqual([]);
    const blocker = new pg.Client(stack.endpoints.database_url.replace('postgres@', 'payback_upkeep@'));
    blocker.on('error', () => undefined);
    await blocker.connect();
    const { rows } = await blocker.query('select pg_backend_pid() as pid');
    const pid = Number(rows[0].pid);
    await blocker.query('begin; lock table retention_cuts');
    const waiting = admin.query('select count(*) from retention_cuts');
    const locks = await eventually(async () => {
      const ran = await stack.payback('--json', 'locks');
      return ran.code === 1 ? JSON.parse(ran.out) : undefined;
    });
    expect(locks).toContainEqual(
      expect.objectContaining({ pid, role: 'payback_upkeep', holds: ['retention_cuts AccessExclusiveLock'] }),
    );
    expect(locks).toContainEqual(expect.objectContaining({ blocked_by: [pid] }));
    expect(JSON.stringify(locks)).not.toContain('select');
    expect(await stack.asked(0, '--dry-run', 'cancel', String(pid))).toEqual({ pid, done: false });
    expect(await stack.asked(0, 'cancel', String(pid), '--terminate')).toEqual({
      pid,
      done: true,
      role: 'payback_upkeep',
    });
    await waiting;
    const none = await stack.payback('cancel', String(pid));
    expect(none).toMatchObject({ code: 1, err: expect.stringMatching(/There is no session/) });
    await blocker.end().catch(() => undefined);
  },
  limit(60),
);

test('an execution is followed from its message to the figures', async () => {
  const { rows } = await admin.query("select id from task_executions where task_id = 'fresh'");
  const id = String(rows[0].id);
  expect(await stack.asked(0, 'trace', id)).toMatchObject({
    executions: [
      { organization: 'Northwind', provider: 'acme', actual_cost: expect.stringMatching(/^0\.00/), day },
    ],
    rejections: [],
  });
  expect((await stack.payback('trace', id)).out).toMatch(
    /counts +in the rollup of its day beside [\d,]+ executions/,
  );
  const unheard = await stack.payback('trace', randomUUID());
  expect(unheard).toMatchObject({ code: 1, out: expect.stringMatching(/neither stored nor rejected/) });
});

test(
  'executions are voided, restored, exported, and a person is erased',
  async () => {
    const { rows } = await admin.query('select id from task_executions order by id limit 2');
    const ids = rows.map(({ id }) => String(id)).join(',');
    const voids = [
      'void',
      'create',
      '--organization',
      organizationId,
      '--ids',
      ids,
      '--reason',
      'sent by mistake',
    ];
    const tried = await stack.payback('--dry-run', ...voids);
    expect(tried).toMatchObject({ code: 0, out: expect.stringMatching(/^Would void 2 executions/) });
    const voided = stack.asked(0, ...voids);
    // The schedule begins within a minute; this one sooner.
    await eventually(async () => {
      await stack.asked(0, 'recalculate');
      const { rows: done } = await admin.query(
        "select from recalculations where cause = 'void' and not dry_run and finished_at is not null",
      );
      return done.length === 1 || undefined;
    }, 60);
    const { id } = withId.parse(await voided);
    expect(await stack.asked(0, 'verify')).toMatchObject({ well: true });
    expect(await stack.asked(0, 'void', 'list', '--organization', organizationId)).toMatchObject([
      { id, executions: 2 },
    ]);
    await stack.asked(0, 'void', 'restore', id, '--organization', organizationId);
    await stack.asked(0, 'recalculate');
    expect(await stack.asked(0, 'verify')).toMatchObject({ well: true });

    const exported = path.join(stack.directory, 'out.csv');
    await stack.asked(
      0,
      'export',
      exported,
      '--organization',
      organizationId,
      '--from',
      day,
      '--to',
      tomorrow,
    );
    expect(
      (await readFile(exported, 'utf8'))
        .split('\n')
        .filter((row) => row.includes(organizationId) || row.includes('acme')).length,
    ).toBeGreaterThan(2);

    const erase = ['erase', '--organization', organizationId, '--user-id', 'ann@example.com'];
    expect(await stack.payback(...erase)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/Nothing was erased/),
    });
    expect(await stack.asked(0, '--yes', ...erase)).toMatchObject({ status: 'running' });
  },
  limit(180),
);

test('prices are compared, and a correction is tried', async () => {
  const wanted = await stack.file(
    'wanted.csv',
    'provider,model,pricing_model,cost_per_unit,effective_date\nacme,m,per_input_token,0.0000010,2026-01-01\nacme,m,per_output_token,0.000003,2026-01-01\n',
  );
  expect(await stack.asked(1, 'prices', 'diff', wanted)).toMatchObject({
    prices: 2,
    differences: [{ line: 3, in_file: '0.000003', in_force: '0.000002000000' }],
  });
  const wrong = await stack.file(
    'no.csv',
    'provider,pricing_model,cost_per_unit,effective_date\nacme,per_word,1,2026-01-01\n',
  );
  expect(await stack.payback('prices', 'import', wrong)).toMatchObject({
    code: 2,
    err: expect.stringMatching(/line 2: pricing_model must be one of/),
  });
  const { rows } = await admin.query(
    "select id from provider_pricing where provider = 'acme' and superseded_at is null limit 1",
  );
  const correct = [
    'prices',
    'correct',
    String(rows[0].id),
    '--cost-per-unit',
    '0.000004',
    '--reason',
    'the invoice says so',
  ];
  expect(await stack.asked(0, '--dry-run', ...correct)).toMatchObject({
    dry_run: true,
    price: null,
    recalculation: { status: 'completed', executions_changed: expect.any(Number) },
  });
  const { out } = await stack.payback('--dry-run', ...correct);
  expect(out).toMatch(/executions +cost before +cost after +savings before +savings after/);
  expect(out).toMatch(/\nall +[1-9]/);
  expect(await stack.asked(0, ...correct)).toMatchObject({ dry_run: false });
});
