import { createServer } from 'node:http';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { readFeed } from '../../../../lambdas/price-feed/read-feed.ts';
import { importFeed } from '../../../../lambdas/price-feed/import-feed.ts';
import { priceTable } from '../../../../lambdas/price-feed/table/price-table.ts';
import { close } from '../../../../local/http-server.ts';
import { createOrganization, createPrice, store, type ExecutionFields } from '../../../support/fixture.ts';
import { body } from '../../../support/messages.ts';
import { feedOf } from '../../../support/price-feed.ts';
import type { TestDatabase } from '../../../support/test-database.ts';
import type { Request } from './calls.ts';

/** The lists of prices that the feed reads, as they are now. */
export interface Lists {
  feed: unknown;
  second: unknown;
  modified: Date;
}

const DAY_MS = 86_400_000;
const secondList = (costs: Readonly<Record<string, number>>) =>
  Object.fromEntries(
    Object.entries(costs).map(([model, cost]) => [
      model,
      {
        litellm_provider: 'openai',
        mode: 'chat',
        input_cost_per_token: cost,
        output_cost_per_token: 8 * cost,
      },
    ]),
  );
export const feedWith = (input: number) =>
  feedOf({ openai: { 'gpt-9': { input_mtok: input, output_mtok: 8 * input } } });
export const secondWith = (input: number) => secondList({ 'gpt-9': input / 1e6 });
const today = (): Lists => ({ feed: feedWith(1), second: secondWith(1), modified: new Date() });

/** Serves the lists as a bucket does: with the day on which they were written. */
export async function serveLists() {
  const lists = today();
  const server = createServer(({ url }, response) => {
    response.writeHead(200, { 'last-modified': lists.modified.toUTCString() });
    const list = url === '/feed.json' ? lists.feed : lists.second;
    response.end(typeof list === 'string' ? list : JSON.stringify(list));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the lists have no port');
  const url = `http://127.0.0.1:${address.port}`;
  return {
    lists,
    feedUrl: `${url}/feed.json`,
    secondUrl: `${url}/second.json`,
    restore: () => Object.assign(lists, today()),
    stop: () => close(server, 0),
  };
}

export interface World {
  readonly organizations: readonly [string, string];
}

/** Organizations that work: tasks of yesterday and of this hour, cheaper than their baseline, with list prices in force. */
export async function fill(database: TestDatabase, feedUrl: string): Promise<World> {
  for (const [provider, costPerUnit] of Object.entries({
    cheap: '0.000001',
    slow: '0.000002',
    dear: '0.000003',
  })) {
    await createPrice(database, { provider, costPerUnit });
  }
  const members = { alice: 'admin' } as const;
  const organizations = [
    await createOrganization(database, { members }),
    await createOrganization(database, { name: 'Globex', members }),
  ] as const;
  const now = Date.now();
  await importFeed(database.feed, await readFeed(new URL(feedUrl), now), {
    now,
    acceptShrunken: false,
    table: priceTable,
  });
  // As many days as the database has partitions of: those that are missing would be made in each run.
  await database.admin.query('update organizations set retention_days = 90');
  for (const organization of organizations) {
    await tasks(database, organization, 40, {});
    await tasks(database, organization, 40, {}, DAY_MS);
  }
  return { organizations };
}

/** Stores so many tasks that ended a minute ago. */
export function tasks(
  database: TestDatabase,
  organizationId: string,
  count: number,
  fields: ExecutionFields,
  ago = 60_000,
) {
  const start = new Date(Date.now() - ago).toISOString();
  const each = { provider: 'cheap', start_time: start, end_time: start, ...fields };
  return store(
    database,
    organizationId,
    Array.from({ length: count }, () => each),
    new Date().toISOString(),
  );
}

/** Bodies of messages about tasks of this minute. */
export function messages(organizationId: string, count: number, fields: ExecutionFields = {}): string[] {
  const start = new Date(Date.now() - 30_000).toISOString();
  const usage = {
    tokens_used: 1500,
    input_tokens: 1200,
    cache_read_tokens: 0,
    cache_write_tokens: 0,
    output_tokens: 300,
  };
  const each = {
    organization_id: organizationId,
    provider: 'cheap',
    model: null,
    start_time: start,
    end_time: start,
    ...usage,
    ...fields,
  };
  return Array.from({ length: count }, () =>
    JSON.stringify(body({ ...each, task_id: randomUUID() }, { time: start })),
  );
}

/** What people and programs ask in a minute: of each function behind a route. */
export function requestsOf({ organizations: [organizationId] }: World): readonly Request[] {
  const days = { start_date: dayOf(Date.now() - DAY_MS), end_date: dayOf(Date.now()) };
  const query = { organization_id: organizationId };
  return [
    { slice: 'analytics', route: '/api/v1/analytics/savings/summary', query: { ...query, ...days } },
    { slice: 'analytics', route: '/api/v1/analytics/costs/by-provider', query: { ...query, ...days } },
    { slice: 'organizations', route: '/api/v1/organizations/{id}', path: { id: organizationId } },
    { slice: 'pricing', route: '/api/v1/pricing', query },
    { slice: 'anomalies', route: '/api/v1/anomalies', query },
    { slice: 'reports', route: '/api/v1/audit-log', query },
    { slice: 'user-data', route: '/api/v1/user/data/erasures', query },
    { slice: 'live', method: 'POST', route: '/api/v1/live/tickets', body: query },
    { slice: 'health', route: '/api/v1/health', subject: null },
  ];
}

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
