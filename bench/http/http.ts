import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Client as Connection } from 'pg';
import { close, listen } from '../../local/http-server.ts';
import { requestToken } from '../../local/identity/token.ts';
import { freePort } from '../../local/ports.ts';
import type { Progress } from '../../local/progress.ts';
import { startLocal } from '../../local/start.ts';
import type { Teardown } from '../../local/teardown.ts';
import { temporaryDirectory } from '../../test/support/temporary-directory.ts';
import { beginHistory, prepareHistory } from '../support/history.ts';
import type { Options } from '../support/options.ts';
import { createPopulation, type Organization } from '../support/population.ts';
import type { Result } from '../support/report.ts';
import { outcome, type Client, type Command, type Outcome } from './load-contract.ts';
import { results } from './results.ts';

const CLIENTS = 1_000;
const PER_SECOND = 500;
/** Requests at the same time where it is to be as many as possible. */
const AT_ONCE = 64;
const DAYS = 30;
const SAMPLE_MS = 100;
const TOKENS_AT_ONCE = 20;

/** A thousand open dashboards on one local deployment: what the overview asks for, and a socket each. */
export async function benchmarkHttp(
  { executions: [some], loadSeconds }: Options,
  progress: Progress,
  teardown: Teardown,
): Promise<Result[]> {
  const directory = await temporaryDirectory();
  teardown.add(() => directory.remove());
  const local = await progress.step('a local deployment is up', () =>
    startLocal({ dataDirectory: directory.path, port: 0 }),
  );
  teardown.add(() => local.stop());
  const { endpoints } = local;
  const connect = async () => {
    const connection = new Connection(endpoints.database_url);
    connection.on('error', () => undefined);
    await connection.connect();
    return connection;
  };
  const admin = await connect();
  const stored = some / 10;
  const organizations = await progress.step(`${stored} executions are stored and folded`, async () => {
    const created = await createPopulation(admin);
    await prepareHistory(admin);
    const history = await beginHistory({ port: 0, name: '', connect }, Math.ceil(stored / DAYS));
    while (history.stored() < stored) await history.addDays(stored);
    await admin.query('vacuum analyze');
    while ((await admin.query('select from rollup_deltas limit 1')).rowCount !== 0) await pause(SAMPLE_MS);
    return created;
  });
  const clients = await progress.step(`${CLIENTS} people sign in`, () =>
    signIn(admin, organizations, endpoints.issuer_url),
  );

  const load = await startLoad(teardown);
  let peak = 0;
  const sampling = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), SAMPLE_MS);
  teardown.add(() => clearInterval(sampling));
  const say = (what: string, order: Command) => progress.step(what, () => load(order));

  const opened = await say(`${CLIENTS} dashboards are opened`, {
    do: 'open',
    api_url: endpoints.api_url,
    clients,
  });
  const polled = await say(`${PER_SECOND} requests a second`, {
    do: 'poll',
    per_second: PER_SECOND,
    seconds: loadSeconds,
    etags: false,
  });
  // Each is to have a tag of everything.
  await say('everything is asked for once more', {
    do: 'press',
    at_once: AT_ONCE,
    seconds: loadSeconds,
    etags: true,
  });
  const before = process.cpuUsage();
  const pressed = await say('as many requests as it answers', {
    do: 'press',
    at_once: AT_ONCE,
    seconds: loadSeconds,
    etags: true,
  });
  const { user, system } = process.cpuUsage(before);
  const processorTime = (user + system) / pressed.requests;
  const bare = await progress.step('the same of a server that does nothing', () =>
    pressBare(load, loadSeconds),
  );
  await admin.end();
  return results({
    opened,
    polled,
    pressed,
    bare,
    peak,
    processorTime,
    clients: CLIENTS,
    perSecond: PER_SECOND,
  });
}

/** Members of all organizations in turn, with their tokens. */
async function signIn(
  admin: Connection,
  organizations: readonly Organization[],
  issuerUrl: string,
): Promise<Client[]> {
  const people = Array.from({ length: CLIENTS }, (_, index) => ({
    subject: `person-${index}`,
    organization_id: organizations[index % organizations.length]?.id ?? '',
  }));
  await admin.query(
    `insert into memberships (organization_id, subject, role, created_by)
     select organization_id, subject, 'viewer', 'bench'
     from jsonb_to_recordset($1) as people (organization_id uuid, subject text)`,
    [JSON.stringify(people)],
  );
  const clients: Client[] = [];
  await Promise.all(
    Array.from({ length: TOKENS_AT_ONCE }, async () => {
      for (let next = people.pop(); next; next = people.pop()) {
        const token = await requestToken(issuerUrl, next.subject, []);
        clients.push({ token, organization_id: next.organization_id });
      }
    }),
  );
  return clients;
}

async function startLoad(teardown: Teardown): Promise<(order: Command) => Promise<Outcome>> {
  const child = fork(new URL('./load.ts', import.meta.url));
  const exited = once(child, 'exit');
  teardown.add(async () => {
    child.kill();
    await exited;
  });
  return async (order) => {
    const answer = once(child, 'message');
    child.send(order);
    const [message] = await Promise.race([
      answer,
      exited.then(() => Promise.reject(new Error('The load ended.'))),
    ]);
    return outcome.parse(message);
  };
}

/** What Node's server and the load themselves take. */
async function pressBare(load: (order: Command) => Promise<Outcome>, seconds: number): Promise<Outcome> {
  const port = await freePort();
  const server = createServer((_request, response) => void response.writeHead(304).end());
  await listen(server, port);
  try {
    return await load({ do: 'bare', api_url: `http://127.0.0.1:${port}`, at_once: AT_ONCE, seconds });
  } finally {
    await close(server, 0);
  }
}
