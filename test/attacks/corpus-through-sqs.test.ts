import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import * as z from 'zod';
import { allRoutes } from '../../lib/routes.ts';
import { readEndpoints, type LocalEndpoints } from '../../local/endpoints.ts';
import { requestToken } from '../../local/identity/token.ts';
import { runCommand, type Command } from '../support/command.ts';
import {
  acceptedBodies,
  misspelledBodies,
  refusedBodies,
  secrets,
  told,
  userOf,
} from '../shared/redaction/corpus/in-messages.ts';
import { eventually } from '../support/eventually.ts';
import { limit } from '../support/limits.ts';
import { readPdf } from '../support/pdf.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { textDump } from '../support/text-dump.ts';

/** The real deployment: what is sent to its queue is looked for wherever something is kept, shown or written. */
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let local: Command;
let endpoints: LocalEndpoints;
let admin: pg.Pool;
let token: string;
let organizationId: string;
/** What the API has answered, by what was asked. */
const answers = new Map<string, string>();

/**
 * Bundles with the libraries that are in them, and the dashboard; and the store of the local queue, in which bodies stay readable until SQLite takes their pages again
 * (docs/local.md).
 */
const NOT_LOOKED_AT = /\.(mjs|js|css|map|html|woff2|so|node)$|^fauxqs\.db/;

const START = new Date(Date.now() - 3_600_000).toISOString();
const END = new Date(Date.now() - 3_598_000).toISOString();

async function ask(method: string, target: string, body?: object): Promise<string> {
  const response = await fetch(`${endpoints.api_url}/api/v1${target}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const isPdf = response.headers.get('content-type') === 'application/pdf';
  const text = isPdf ? JSON.stringify(await readPdf(bytes)) : bytes.toString('utf8');
  if (!response.ok) throw new Error(`${method} ${target}: ${response.status} ${text}`);
  answers.set(`${method} ${target}`, text);
  return text;
}
const made = async (target: string, body: object, method = 'POST') =>
  z.looseObject({ id: z.string() }).parse(JSON.parse(await ask(method, target, body))).id;

async function send(bodies: readonly unknown[]): Promise<void> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const sqs = new SQSClient({ endpoint: endpoints.sqs_endpoint, region: 'us-east-1', credentials });
  const texts = bodies.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
  for (let start = 0; start < texts.length; start += 10) {
    const Entries = texts
      .slice(start, start + 10)
      .map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: endpoints.queue_url, Entries }));
  }
  sqs.destroy();
}

const count = async (table: string): Promise<number> =>
  Number((await admin.query(`select count(*) as rows from ${table}`)).rows[0].rows);

beforeAll(async () => {
  directory = await temporaryDirectory();
  local = runCommand('bin/local.ts', '--no-demo', '--port', '0', '--data-dir', directory.path);
  await local.shows(/Payback runs/, 60);
  endpoints = await readEndpoints(directory.path);
  admin = new pg.Pool({ connectionString: endpoints.database_url, max: 2 });
  admin.on('error', () => undefined);
  token = await requestToken(endpoints.issuer_url, 'ann', ['operators']);
  organizationId = await made('/organizations', { name: 'Northwind', baseline: { provider: 'slow' } });
  await ask('PUT', `/organizations/${organizationId}/members/ann`, { role: 'admin' });
  await ask('PATCH', `/organizations/${organizationId}`, {
    keep_descriptions: true,
    keep_error_messages: true,
  });
}, limit(120));
afterAll(async () => {
  await admin.end();
  await local.stop();
  await directory.remove();
}, limit(60));

/** Everything that the API gives out, every page and every kind of file. */
async function readAll(): Promise<void> {
  const range = { start_date: START.slice(0, 10), end_date: new Date().toISOString().slice(0, 10) };
  const given: Readonly<Record<string, string>> = {
    organization_id: organizationId,
    provider: 'p0',
    limit: '200',
    ...range,
  };
  for (const { method, path: route, query, pathParameters } of allRoutes) {
    if (method !== 'GET' || /user\/data|live|openapi/.test(route)) continue;
    const target = route
      .replace('/api/v1', '')
      .replace('/organizations/{id}', `/organizations/${organizationId}`);
    if (target.includes('{') || (pathParameters && target === route)) continue;
    const names = query ? Object.keys(query.shape) : [];
    const formats = names.includes('format') ? ['csv', 'ndjson', 'pdf', 'json'] : [undefined];
    const asked = names.filter(
      (name) => name in given && (name !== 'provider' || /what-if|history/.test(route)),
    );
    for (const format of formats) {
      const parameters = new URLSearchParams();
      for (const name of asked) parameters.set(name, given[name] ?? '');
      if (format !== undefined) parameters.set('format', format);
      await pages(`${target}?${parameters.toString()}`, format !== undefined);
    }
  }
}

async function pages(target: string, mayNotHaveFormat: boolean): Promise<void> {
  let cursor: string | undefined;
  do {
    const next = cursor === undefined ? target : `${target}&cursor=${encodeURIComponent(cursor)}`;
    try {
      const text = await ask('GET', next);
      cursor = /"next_cursor":"([^"]+)"/.exec(text)?.[1];
    } catch (error) {
      if (mayNotHaveFormat && /"parameter":"format"/.test(String(error))) return;
      throw error;
    }
  } while (cursor !== undefined);
}

test(
  'the corpus, sent through the queue, is in nothing that is stored, logged, exported or answered, and nobody of it is',
  async () => {
    const common = { organization_id: organizationId, start_time: START, end_time: END };
    const accepted = acceptedBodies(common);
    const refused = [...refusedBodies(common), ...misspelledBodies(common)];
    await send([...accepted, ...refused]);
    await eventually(
      async () =>
        (await count('task_executions')) + (await count('ingest_rejections')) >=
          accepted.length + refused.length || undefined,
      120,
    );
    expect(await count('task_executions')).toBe(accepted.length);
    expect(await count('ingest_rejections')).toBe(refused.length);

    // What people write themselves.
    const texts = secrets.map(({ text }) => text).filter((text) => text.length <= 1_000);
    for (const [index, text] of texts.entries()) {
      if (index % 12 !== 0) continue;
      const price = { organization_id: organizationId, source: 'contract', pricing_model: 'per_token' };
      const dated = { cost_per_unit: '0.001', effective_date: '2026-01-01' };
      await made('/pricing', { ...price, ...dated, provider: `p${index}`, notes: text });
      const { rows } = await admin.query('select id from task_executions order by id offset $1 limit 1', [
        index,
      ]);
      await made('/executions/void', {
        organization_id: organizationId,
        ids: [rows[0].id],
        reason: text,
        dry_run: index % 24 === 0,
      });
    }
    await readAll();
    for (const { rows } of [await admin.query('select id from task_executions')]) {
      for (const { id } of rows) await ask('GET', `/executions/${id}?organization_id=${organizationId}`);
    }
    await ask('GET', `/user/data/export?organization_id=${organizationId}&user_id=${userOf(7)}`);
    expect(answers.size).toBeGreaterThan(300);

    const places = new Map([...(await textDump({ admin })), ...answers]);
    expect([...places.values()].join('\n')).toContain('[secret]');
    const { rows: statistics } = await admin.query('select s::text as text from pg_stats s');
    places.set('statistics of the planner', statistics.map(({ text }) => text).join('\n'));
    const logs = path.join(directory.path, 'logs');
    for (const name of await readdir(logs)) {
      places.set(`logs/${name}`, await readFile(path.join(logs, name), 'utf8'));
    }
    expect(places.get('logs/payback-dev-ingest.log')).toContain('batch ingested');
    places.set('output', local.output());
    const leaks = [...places].flatMap(([place, text]) => told(text).map((what) => `${place}: ${what}`));
    expect(leaks).toEqual([]);
  },
  limit(240),
);

test(
  'nor in any file of the deployment once it has ended',
  async () => {
    await admin.end();
    admin = new pg.Pool();
    await local.stop();
    const files = await readdir(directory.path, { recursive: true, withFileTypes: true });
    let bytes = 0;
    const leaks: string[] = [];
    for (const file of files.filter((each) => each.isFile() && !NOT_LOOKED_AT.test(each.name))) {
      const content = await readFile(path.join(file.parentPath, file.name));
      bytes += content.length;
      leaks.push(...told(content.toString('latin1')).map((what) => `${file.name}: ${what}`));
    }
    expect(bytes).toBeGreaterThan(1_000_000);
    expect(leaks).toEqual([]);
  },
  limit(240),
);
