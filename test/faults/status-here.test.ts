import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import pg from 'pg';
import * as z from 'zod';
import { LIMITS } from '../../command-line/commands/status/check.ts';
import { ENDPOINTS_FILE, type LocalEndpoints } from '../../local/endpoints.ts';
import { freePort } from '../../local/ports.ts';
import { operated, type Given, type Operated } from '../command-line/support/operated.ts';
import { eventually } from '../support/eventually.ts';
import { limit, slowness } from '../support/limits.ts';
import { body } from '../support/messages.ts';

const DAY = 86_400;

let stack: Operated;
beforeAll(async () => {
  stack = await operated();
  await isWell();
}, limit(120));
afterAll(() => stack.stop(), limit(60));

/** All that is wrong has ended: prices are taken over right after the start. */
const isWell = () =>
  eventually(async () => ((await stack.payback('status')).code === 0 ? true : undefined), 60);

const dataDirectory = () => path.join(stack.directory, 'data');
const setRunningSince = (secondsAgo: number) => {
  const since = new Date(Date.now() - secondsAgo * 1_000);
  return utimes(path.join(dataDirectory(), ENDPOINTS_FILE), since, since);
};

/** Where the command line finds other endpoints than there are. */
async function elsewhere(changes: Partial<LocalEndpoints>): Promise<string> {
  const directory = path.join(stack.directory, 'elsewhere');
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(directory, ENDPOINTS_FILE), JSON.stringify({ ...stack.endpoints, ...changes }));
  return directory;
}

/** A session of nobody of ours, in a transaction, in which it has done one thing and does nothing more. */
async function idle(statement: string): Promise<pg.Client> {
  const client = new pg.Client(stack.endpoints.database_url);
  await client.connect();
  await client.query('begin');
  await client.query(statement);
  return client;
}

/** Ends the sessions of functions, which then need new ones. */
const endSessions = (role: string) =>
  stack.admin.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [role]);

interface Injected {
  readonly given?: Given;
  readonly mend: () => Promise<unknown>;
}

interface Lasting {
  readonly fault: string;
  readonly inject: () => Promise<Injected>;
  /** The rows that are wrong, and what they say. */
  readonly rows: Readonly<Record<string, RegExp>>;
}

const lasting: readonly Lasting[] = [
  {
    fault: 'messages come, and nobody takes them',
    async inject() {
      await stack.admin.query('alter role payback_ingest nologin');
      await endSessions('payback_ingest');
      await stack.send(stack.endpoints.queue_url, JSON.stringify(body(stack.fields({ task_id: 'untaken' }))));
      return {
        given: { fast: LIMITS.queueAge + 60 },
        mend: () => stack.admin.query('alter role payback_ingest login'),
      };
    },
    rows: { Queue: /^(1 waiting, 0|0 waiting, 1) in work, the oldest of 6 min/ },
  },
  {
    fault: 'a session that does nothing has a lock that others wait for',
    async inject() {
      const holder = await idle('select lock_pricing_inputs()');
      const waiting = stack.admin.query('select hold_pricing_inputs()');
      return { mend: () => Promise.all([holder.end(), waiting]) };
    },
    rows: {
      Locks:
        /wait, for up to \d+ s, for pid \d+ \(postgres, idle in transaction, for \d+ s, holds pricing inputs ExclusiveLock\)$/,
    },
  },
  {
    fault: 'a session that does nothing has a table that nobody else asks for',
    async inject() {
      const holder = await idle('lock table retention_cuts');
      return { mend: () => holder.end() };
    },
    rows: {
      Tables:
        /lock timeout; locks have pid \d+ \(postgres, idle in transaction, for \d+ s, holds retention_cuts AccessExclusiveLock\)$/,
    },
  },
  {
    fault: 'connections are nearly exhausted',
    async inject() {
      const { rows } = await stack.admin.query<{ missing: number }>(
        `select ceil(current_setting('max_connections')::integer * 0.8)::integer + 5 - count(*)::integer as missing
         from pg_stat_activity where backend_type = 'client backend'`,
      );
      const clients = Array.from(
        { length: rows[0]?.missing ?? 0 },
        () => new pg.Client(stack.endpoints.database_url),
      );
      await Promise.all(clients.map((client) => client.connect()));
      return { mend: () => Promise.all(clients.map((client) => client.end())) };
    },
    rows: { Connections: /^8\d of 100$/ },
  },
  {
    fault: 'the database lets no function in',
    async inject() {
      const roles = ['payback_api', 'payback_operations'];
      const all = async (how: string) => {
        for (const role of roles) await stack.admin.query(`alter role ${role} ${how}`);
      };
      await all('nologin');
      for (const role of roles) await endSessions(role);
      return { mend: () => all('login') };
    },
    rows: {
      API: /^Something went wrong \(500\)/,
      Database: /^The function payback-dev-operations failed: .*not permitted to log in/,
    },
  },
  {
    fault: 'the queues cannot be reached',
    async inject() {
      const dataDir = await elsewhere({ sqs_endpoint: `http://127.0.0.1:${await freePort()}` });
      return { given: { dataDir }, mend: () => Promise.resolve() };
    },
    rows: { Queue: /cannot be asked\. .*ECONNREFUSED/, 'Dead letters': /cannot be asked\. .*ECONNREFUSED/ },
  },
  {
    fault: 'nobody listens where the API is',
    async inject() {
      const dataDir = await elsewhere({ api_url: `http://127.0.0.1:${await freePort()}` });
      return { given: { dataDir }, mend: () => Promise.resolve() };
    },
    rows: { API: /does not answer\. .*ECONNREFUSED/ },
  },
  {
    fault: 'the API is silent',
    async inject() {
      const server = net.createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      return {
        given: {
          dataDir: await elsewhere({ api_url: `http://127.0.0.1:${port}` }),
          patience: 0.2 * slowness(),
        },
        mend: () => Promise.resolve(server.close()),
      };
    },
    rows: { API: /^no answer within \d+ s$/ },
  },
  {
    fault: 'a job of a day has not run for days',
    async inject() {
      await setRunningSince(3 * DAY);
      await stack.admin.query(
        `insert into job_runs (job, succeeded_at, seconds) values ('retention', now() - interval '2 days', 1)`,
      );
      return {
        async mend() {
          await stack.admin.query("delete from job_runs where job = 'retention'");
          await setRunningSince(0);
        },
      };
    },
    rows: { 'Job retention': /^2 d ago, took 1\.0 s$/ },
  },
  {
    fault: 'jobs of a day have never run',
    async inject() {
      const move = (how: string) =>
        stack.admin.query(
          `update schema_migrations set run_on = run_on ${how} interval '2 days' where name = '0041_job_runs'`,
        );
      await setRunningSince(3 * DAY);
      await move('-');
      return { mend: () => Promise.all([move('+'), setRunningSince(0)]) };
    },
    rows: {
      'Job partitions': /^not run yet$/,
      'Job price-audit': /^not run yet$/,
      'Job retention': /^not run yet$/,
    },
  },
];

const told = z.object({
  healthy: z.boolean(),
  checks: z.array(z.object({ what: z.string(), value: z.string(), isWell: z.boolean() })),
});

test.each(lasting)(
  '$fault: the status says so, and nothing else, until it is over',
  async ({ inject, rows }) => {
    const { given = {}, mend } = await inject();
    try {
      const { code, out, err } = await eventually(async () => {
        const ran = await stack.paybackWith(given, '--json', 'status');
        return ran.code === 0 ? undefined : ran;
      });
      expect({ code, err }).toEqual({ code: 1, err: '' });
      const { healthy, checks } = told.parse(JSON.parse(out));
      expect(healthy).toBe(false);
      const wrong = checks.filter(({ isWell: is }) => !is).map(({ what, value }) => [what, value]);
      expect(Object.fromEntries(wrong)).toEqual(
        Object.fromEntries(Object.entries(rows).map(([what, says]) => [what, expect.stringMatching(says)])),
      );
    } finally {
      await mend();
    }
    await isWell();
  },
  limit(90),
);

test('what is wrong is told with what to do, and without a trace of the program', async () => {
  const dataDir = await elsewhere({ api_url: `http://127.0.0.1:${await freePort()}` });
  const { code, out, err } = await stack.paybackWith({ dataDir }, 'status');
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(out).toMatch(/\nWRONG +API +an answer +The API at http:\/\/127\.0\.0\.1:\d+ does not answer\./);
  expect(out).toMatch(
    /\n1 of 28 are wrong\. What to do:\n.*\nAPI +“The API answers with errors” +Start Payback with npm start\.\n$/,
  );
  expect(out).not.toMatch(/\n +at /);
});
