// A process of its own: makes the load of so many dashboards, as its parent says.
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import * as z from 'zod';
import { costsByProvider } from '../../lambdas/analytics/costs-by-provider/contract.ts';
import { dataExtent } from '../../lambdas/analytics/data-extent/contract.ts';
import { savingsSummary } from '../../lambdas/analytics/savings-summary/contract.ts';
import { taskPerformance } from '../../lambdas/analytics/task-performance/contract.ts';
import { usageMetrics } from '../../lambdas/analytics/usage-metrics/contract.ts';
import { createLiveTicket } from '../../lambdas/live/contract.ts';
import { quantile } from '../support/statistics.ts';
import { command, type Client, type Outcome } from './load-contract.ts';

/** What the overview asks for, in turns. */
const READS = [savingsSummary, costsByProvider, taskPerformance, usageMetrics, dataExtent].map(
  ({ path }) => path,
);
/** Connections that are opened at the same time at first, as browsers come one by one. */
const OPENED_AT_ONCE = 16;
const ticketSchema = z.object({ ticket: z.string(), url: z.string() });

interface Dashboard extends Client {
  readonly socket: WebSocket;
  readonly etags: Map<string, string>;
  turn: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
let apiUrl = '';
let dashboards: Dashboard[] = [];
let hints = 0;
let times: number[] = [];
let unchanged = 0;
let errors: Record<string, number> = {};

const failed = (what: string) => (errors[what] = (errors[what] ?? 0) + 1);

interface Answer {
  readonly status: number;
  readonly etag: string | undefined;
  readonly text: string;
}

function send(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(`${apiUrl}${path}`, { method, agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          etag: response.headers.etag,
          text: Buffer.concat(chunks).toString('latin1'),
        }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

async function open(client: Client): Promise<Dashboard> {
  const headers = { authorization: `Bearer ${client.token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ organization_id: client.organization_id });
  const { status, text } = await send('POST', createLiveTicket.path, headers, body);
  if (status !== 201) throw new Error(`A ticket was refused with ${status}: ${text}`);
  const { ticket, url } = ticketSchema.parse(JSON.parse(text));
  const socket = new WebSocket(`${url}?ticket=${encodeURIComponent(ticket)}`);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.on('message', () => (hints += 1));
  socket.on('error', () => failed('a socket broke'));
  return { ...client, socket, etags: new Map(), turn: Math.floor(Math.random() * READS.length) };
}

async function read(dashboard: Dashboard, withEtags: boolean, due: number): Promise<void> {
  const path = `${READS[dashboard.turn % READS.length]}?organization_id=${dashboard.organization_id}`;
  dashboard.turn += 1;
  const known = withEtags ? dashboard.etags.get(path) : undefined;
  try {
    const { status, etag } = await send('GET', path, {
      authorization: `Bearer ${dashboard.token}`,
      'accept-encoding': 'gzip',
      ...(known === undefined ? {} : { 'if-none-match': known }),
    });
    times.push(performance.now() - due);
    if (status === 304) unchanged += 1;
    else if (status !== 200) failed(`status ${status}`);
    if (etag !== undefined) dashboard.etags.set(path, etag);
  } catch (error) {
    failed(error instanceof Error ? error.message : String(error));
  }
}

async function poll(perSecond: number, seconds: number, etags: boolean): Promise<void> {
  const start = performance.now();
  const running: Promise<void>[] = [];
  const total = perSecond * seconds;
  for (let asked = 0; asked < total;) {
    const due = Math.min(total, Math.floor(((performance.now() - start) / 1000) * perSecond) + 1);
    for (; asked < due; asked += 1) {
      const dashboard = dashboards[asked % dashboards.length];
      if (dashboard) running.push(read(dashboard, etags, start + (asked * 1000) / perSecond));
    }
    await pause(2);
  }
  await Promise.all(running);
}

async function press(atOnce: number, seconds: number, ask: (count: number) => Promise<void>): Promise<void> {
  const end = performance.now() + seconds * 1000;
  let count = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < end) await ask(count++);
    }),
  );
}

async function bare(): Promise<void> {
  const due = performance.now();
  await send('GET', '/', {});
  times.push(performance.now() - due);
}

async function openAll(clients: readonly Client[]): Promise<void> {
  const left = [...clients];
  await Promise.all(
    Array.from({ length: OPENED_AT_ONCE }, async () => {
      for (let next = left.pop(); next; next = left.pop()) {
        const due = performance.now();
        dashboards.push(await open(next));
        times.push(performance.now() - due);
      }
    }),
  );
}

async function run(message: unknown): Promise<void> {
  const asked = command.parse(message);
  [times, unchanged, errors, hints] = [[], 0, {}, 0];
  const start = performance.now();
  if (asked.do === 'open' || asked.do === 'bare') apiUrl = asked.api_url;
  if (asked.do === 'open') await openAll(asked.clients);
  if (asked.do === 'poll') await poll(asked.per_second, asked.seconds, asked.etags);
  if (asked.do === 'bare') await press(asked.at_once, asked.seconds, bare);
  if (asked.do === 'press') {
    await press(asked.at_once, asked.seconds, async (count) => {
      const dashboard = dashboards[count % dashboards.length];
      if (dashboard) await read(dashboard, asked.etags, performance.now());
    });
  }
  const outcome: Outcome = {
    requests: times.length,
    seconds: (performance.now() - start) / 1000,
    unchanged,
    errors,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    longest: quantile(times, 1),
    open_sockets: dashboards.filter(({ socket }) => socket.readyState === WebSocket.OPEN).length,
    hints,
  };
  process.send?.(outcome);
}

process.on('message', (message) => {
  run(message).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
