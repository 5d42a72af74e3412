import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import { importFeed } from '../../../lambdas/price-feed/import-feed.ts';
import { daysOfData } from '../../../lambdas/price-feed/data-age.ts';
import { feedUrl } from '../../../lambdas/price-feed/download.ts';
import { readFeed } from '../../../lambdas/price-feed/read-feed.ts';
import { freePort } from '../../../local/ports.ts';
import { listen } from '../../../local/http-server.ts';
import { feedOf, feedPrices, importContent } from '../../support/price-feed.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const FIRST = '2026-06-01T10:00:00.000Z';
const LATER = '2026-06-02T10:00:00.000Z';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.admin.query('truncate price_feed_imports, provider_pricing cascade'));

const models = (...names: string[]) => ({
  p: Object.fromEntries(names.map((name) => [name, { input_mtok: 1 }])),
});
const fifteen = models(...'abcdefghijklmno'.split(''));

async function imports(): Promise<unknown[]> {
  const { rows } = await database.admin.query(
    'select refusal, models, versions_created from price_feed_imports order by id',
  );
  return rows;
}

describe('a feed that has shrunk', () => {
  const eleven = models(...'abcdefghijk'.split(''), 'new');
  const refusal = 'shrunken: 4 of the 15 models of the last import are gone';

  test('by more than a fifth changes nothing, however often it comes, until an operator accepts it', async () => {
    await importContent(database, fifteen, FIRST);
    const before = await feedPrices(database);
    for (const now of [LATER, '2026-06-03T10:00:00Z']) {
      expect(await importContent(database, eleven, now)).toMatchObject({ refusal, versionsCreated: 0 });
    }
    expect(await feedPrices(database)).toEqual(before);
    const refused = { refusal, models: 12, versions_created: 0 };
    expect((await imports()).slice(1)).toEqual([refused, refused]);

    const accepted = { acceptShrunken: true };
    expect(await importContent(database, eleven, '2026-06-04T10:00:00Z', accepted)).toMatchObject({
      refusal: null,
      versionsCreated: 1,
    });
    expect(await importContent(database, eleven, '2026-06-05T10:00:00Z')).toMatchObject({ refusal: null });
  });

  test('by a fifth is taken over', async () => {
    await importContent(database, fifteen, FIRST);
    const twelve = models(...'abcdefghijkl'.split(''));
    expect(await importContent(database, twelve, LATER)).toMatchObject({ refusal: null });
  });
});

test('the age is that of the data that were taken over last, not of the run', async () => {
  const age = (at = '2026-06-02T12:00:00Z') => daysOfData(database.feed, Date.parse(at));
  expect(await age()).toBeNull();
  await importContent(database, fifteen, FIRST);
  await importContent(database, models('z'), LATER);
  expect(await age()).toBe(2.5);
  expect(await age('2027-06-02T12:00:00Z')).toBe(367.5);
});

describe('what comes from an address', () => {
  let server: Server;
  let address: string;
  let answer: { status: number; body: string | Buffer };
  beforeAll(async () => {
    server = createServer((_request, response) => {
      response.writeHead(answer.status, { location: 'https://example.com/' }).end(answer.body);
    });
    const port = await freePort();
    await listen(server, port);
    address = `http://127.0.0.1:${port}/prices.json?signature=secret`;
  });
  afterAll(() => void server.close());

  const read = async (body: string | Buffer, status = 200) => {
    answer = { status, body };
    return readFeed(feedUrl.parse(address), Date.parse(LATER));
  };
  const take = async (body: string) =>
    importFeed(database.feed, await read(body), { now: Date.parse(LATER), acceptShrunken: false });

  test('is imported; what may be secret of the address is not kept', async () => {
    expect(await take(JSON.stringify(feedOf(models('m'))))).toMatchObject({ versionsCreated: 1 });
    const { rows } = await database.admin.query<{ source: string }>('select source from price_feed_imports');
    expect(rows[0]?.source).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/prices\.json$/);
  });

  const conditional = (constraint: unknown) =>
    feedOf({ p: { m: [{ constraint, prices: { input_mtok: 1 } }] } });
  const malformed: [string, unknown, RegExp][] = [
    ['no list', { models: [] }, /expected array/],
    ['nothing', [], /must have a model/],
    ['no model', [{ id: 'p', models: [] }], /must have a model/],
    ['a negative price', feedOf({ p: { m: { input_mtok: -1 } } }), /prices/],
    ['a price in words', feedOf({ p: { m: { input_mtok: '1' } } }), /prices/],
    [
      'a negative tier',
      feedOf({ p: { m: { input_mtok: { base: 1, tiers: [{ start: 5, price: -1 }] } } } }),
      /prices/,
    ],
    ['an unknown constraint', conditional({ type: 'weekday', day: 'Sunday' }), /prices/],
    [
      'a constraint of two kinds',
      conditional({ start_date: '2026-01-01', start_time: '01:00:00Z', end_time: '02:00:00Z' }),
      /prices/,
    ],
    ['a day that there is not', conditional({ start_date: '2026-02-30' }), /prices/],
    ['a time without a zone', conditional({ start_time: '01:00:00', end_time: '02:00:00' }), /prices/],
    [
      'an expression that is none',
      [{ id: 'p', models: [{ id: 'm', match: { regex: '(' }, prices: {} }] }],
      /match/,
    ],
  ];
  test.each(malformed)('changes nothing if it has %s', async (_name, content, reason) => {
    const result = await take(JSON.stringify(content));
    expect(result.refusal).toMatch(/^malformed: /);
    expect(result.refusal).toMatch(reason);
    expect(await imports()).toEqual([{ refusal: result.refusal, models: 0, versions_created: 0 }]);
    expect(await feedPrices(database)).toEqual([]);
  });

  test('changes nothing if it is no JSON, an infinite price or endless', async () => {
    expect((await read('<html>')).content).toEqual({ refusal: 'malformed: not JSON' });
    const infinite = JSON.stringify(feedOf(models('m'))).replace(':1}', ':1e999}');
    expect((await read(infinite)).content).toMatchObject({ refusal: expect.stringMatching(/^malformed/) });
    const endless = Buffer.alloc(33 * 1024 * 1024, ' ');
    expect((await read(endless)).content).toEqual({ refusal: 'malformed: longer than 33554432 bytes' });
  });

  test('fails, to be tried again, if nothing comes', async () => {
    await expect(read('', 503)).rejects.toThrow(/prices\.json answers with status 503/);
    await expect(read('', 302)).rejects.toThrow();
  });

  test.each(['http://example.com/prices.json', 'ftp://example.com/prices.json', 'prices.json'])(
    '%s is no address for it',
    (url) => {
      expect(feedUrl.safeParse(url).success).toBe(false);
    },
  );

  test('unknown keys are ignored', async () => {
    const [provider] = feedOf({ p: { m: { input_mtok: 1, quantum_mtok: 9 } } });
    const content = [{ ...provider, extractors: [{ root: 'usage' }], homepage: 'https://example.com' }];
    expect(await take(JSON.stringify(content))).toMatchObject({ refusal: null, versionsCreated: 1 });
  });
});
