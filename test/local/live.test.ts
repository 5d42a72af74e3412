import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import pg from 'pg';
import { WebSocket } from 'ws';
import * as z from 'zod';
import { serverMessage } from '../../shared/live/contract.ts';
import { execution } from '../dashboard/support/executions.ts';
import { createCustomer, startStack, type Stack } from '../dashboard/support/stack.ts';
import { apiClient } from '../../local/demo/api.ts';
import { requestToken } from '../../local/identity/token.ts';
import { limit } from '../support/limits.ts';
import { eventually } from '../support/eventually.ts';

let stack: Stack;
let organization: string;

beforeAll(async () => {
  stack = await startStack();
  organization = await createCustomer(stack, { name: 'Live', baseline: { provider: 'dear' } });
}, limit(120));
afterAll(() => stack.stop(), limit(60));

const ticket = z.object({ ticket: z.string(), url: z.string() });
async function address(): Promise<string> {
  const body = { organization_id: organization };
  const { url, ticket: secret } = ticket.parse(await stack.asAdmin('POST', '/live/tickets', { body }));
  return `${url}?ticket=${secret}`;
}

async function connected(at?: string) {
  const socket = new WebSocket(at ?? (await address()));
  const messages: { readonly type: string; readonly at: number }[] = [];
  socket.on('message', (data) => {
    const text = Buffer.isBuffer(data) ? data.toString('utf8') : '';
    messages.push({ type: serverMessage.parse(JSON.parse(text)).type, at: Date.now() });
  });
  await once(socket, 'open');
  return { socket, messages };
}

test(
  'messages on the queue become hints on every socket, of which the last is never missing',
  async () => {
    const sockets = [await connected(), await connected()];
    // More often than hints may come.
    for (let sent = 0; sent < 10; sent += 1) {
      await stack.send([execution(organization)]);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    await stack.store([execution(organization)]);
    const stored = Date.now();
    for (const { messages } of sockets) {
      await eventually(() => messages.find(({ type, at }) => type === 'changed' && at > stored));
      const hints = messages.filter(({ type }) => type === 'changed');
      // One in two seconds, and the one that whoever connects first gets.
      const seconds = ((hints.at(-1)?.at ?? 0) - (hints[0]?.at ?? 0)) / 1000;
      expect(hints.length).toBeLessThanOrEqual(Math.floor(seconds / 2) + 2);
    }
    for (const { socket } of sockets) socket.close();
  },
  limit(60),
);

test('a ticket connects once; a ping is answered', async () => {
  const at = await address();
  const { socket, messages } = await connected(at);
  socket.send('{"type":"ping"}');
  await eventually(() => messages.find(({ type }) => type === 'pong'));
  const [refusal] = await once(new WebSocket(at), 'error');
  expect(String(refusal)).toContain('401');
  socket.close();
});

test('ingest goes on when hints cannot be given', async () => {
  const { socket } = await connected();
  const database = new pg.Client(stack.endpoints.database_url);
  await database.connect();
  await database.query('alter table live_hints rename to live_hints_away');
  try {
    await stack.store([execution(organization)]);
  } finally {
    await database.query('alter table live_hints_away rename to live_hints');
    await database.end();
    socket.close();
  }
});

test(
  "a removed member's socket closes, and the others stay",
  async () => {
    await stack.asAdmin('PUT', `/organizations/${organization}/members/leaver`, { body: { role: 'viewer' } });
    const token = await requestToken(stack.endpoints.issuer_url, 'leaver', []);
    const asLeaver = apiClient(stack.endpoints.api_url, token, new AbortController().signal);
    const { url, ticket: secret } = ticket.parse(
      await asLeaver('POST', '/live/tickets', { body: { organization_id: organization } }),
    );
    const [leaving, staying] = [await connected(`${url}?ticket=${secret}`), await connected()];
    const closed = once(leaving.socket, 'close');
    await stack.asAdmin('DELETE', `/organizations/${organization}/members/leaver`);
    await closed;
    staying.socket.send('{"type":"ping"}');
    await eventually(() => staying.messages.find(({ type }) => type === 'pong'));
    staying.socket.close();
  },
  limit(60),
);

test.each([
  ['an address that is none', '/api/v1/nothing', 404],
  ['an address without credentials', '/api/v1/organizations', 401],
  ['an address by another method', '/api/v1/health', 404, { method: 'DELETE' }],
  [
    'a body that is too large for the gateway',
    '/api/v1/organizations',
    413,
    { method: 'POST', body: 'x'.repeat(11_000_000) },
  ],
  ['a page', '/', 200],
])('%s is answered with the security headers', async (_, path, status, init: RequestInit = {}) => {
  const response = await fetch(new URL(path, stack.endpoints.dashboard_url), init);
  await response.text();
  expect(response.status).toBe(status);
  for (const name of [
    'strict-transport-security',
    'x-content-type-options',
    'content-security-policy',
    'referrer-policy',
  ]) {
    expect({ name, has: response.headers.has(name) }).toEqual({ name, has: true });
  }
});
