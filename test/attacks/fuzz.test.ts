import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allRoutes } from '../../lib/routes.ts';
import type { Api } from '../support/api.ts';
import type { TestRequest } from '../support/http-event.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { wholeApi } from './support/api.ts';
import { operationOf, specimens } from './support/specimens.ts';
import { createTenant, type Tenant } from './support/tenant.ts';

const TRIES = 40;
const LARGEST_ANSWER = 20_000;

let database: TestDatabase;
let api: Api;
let tenant: Tenant;
beforeAll(async () => {
  database = await createTestDatabase();
  api = wholeApi(database.api);
  tenant = await createTenant(database, api, 'fuzzed');
});
afterAll(() => database.drop());

/** Valid, and not for PostgreSQL. */
const INSTANTS = [
  '2026-01-26T10:00:00+16:00',
  '2026-01-26T10:00:00-23:59',
  `2026-01-26T10:00:00.${'1'.repeat(130)}Z`,
  '2016-12-31T23:59:60Z',
];
/** What has broken servers before, in dates, numbers, names and ids. */
const OLD_ACQUAINTANCES = [
  ...INSTANTS,
  '1900-01-01T00:00:00+14:00',
  '2199-12-31T23:59:59-14:00',
  '0000-01-01',
  '9999-12-31T23:59:59Z',
  '-infinity',
  'infinity',
  'now',
  'NaN',
  '-1',
  '0',
  '1e309',
  '9223372036854775808',
  '0.0000000000000000001',
  '1'.repeat(400),
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '',
  ' ',
  '\0',
  '\ud800',
  '\u{202E}',
  "'; drop table organizations; --",
  '%',
  '../../etc/passwd',
  '{}',
  '[]',
  'null',
  'true',
  'x'.repeat(5_000),
  'eyJhIjoxfQ',
  Buffer.from(JSON.stringify(['2026-01-26T10:00:00+16:00', tenantless()])).toString('base64url'),
];
function tenantless(): string {
  return '0198c2a4-6f5e-7b1c-9d3e-5a2b7c8d9e0f';
}

const text = fc.oneof(fc.constantFrom(...OLD_ACQUAINTANCES), fc.string({ unit: 'binary', maxLength: 40 }));
const json = fc.oneof(
  text,
  fc.jsonValue({ maxDepth: 2 }),
  fc.double(),
  fc.constantFrom(1e308, -0, 2 ** 53, 2 ** 63, 0.1 + 0.2),
  fc.dictionary(text, text, { maxKeys: 3 }),
);

/** Some of the values replaced, some left out, some added. */
function mutated<Value>(
  valid: Readonly<Record<string, unknown>>,
  names: readonly string[],
  value: fc.Arbitrary<Value>,
) {
  const changes = fc.dictionary(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom('…', ...names) }, { weight: 1, arbitrary: text }),
    fc.option(value, { nil: undefined }),
    { minKeys: 1, maxKeys: 3 },
  );
  return changes.map((each) =>
    Object.fromEntries(Object.entries({ ...valid, ...each }).filter(([, given]) => given !== undefined)),
  );
}

const namesOf = (schema: unknown): string[] =>
  typeof schema === 'object' && schema !== null && 'shape' in schema && typeof schema.shape === 'object'
    ? Object.keys(schema.shape ?? {})
    : [];

/** Path parameters are never missing: another route would be asked. */
const asTexts = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));

type Part = 'path' | 'query' | 'body';
const everyRoute = new Map(allRoutes.map((route) => [route.operationId, route]));

test.each(Object.keys(specimens))('%s: whatever is asked, the server does not fail', async (name) => {
  const route = everyRoute.get(operationOf(name));
  const specimen = specimens[name];
  if (!route || !specimen) throw new Error(`there is no operation ${name}`);
  const valid = specimen.request(tenant);
  const body = typeof valid.body === 'object' && valid.body !== null ? { ...valid.body } : {};
  const parts = {
    path: mutated(valid.path ?? {}, namesOf(route.pathParameters), text).map((values) => ({
      path: { ...valid.path, ...asTexts(values) },
    })),
    query: mutated(valid.query ?? {}, namesOf(route.query), text).map((values) => ({
      query: asTexts(values),
    })),
    body: fc
      .oneof(
        { weight: 5, arbitrary: mutated(body, namesOf(route.body), json) },
        { weight: 1, arbitrary: json },
      )
      .map((values) => ({ body: values })),
  };
  const has: readonly Part[] = [
    ...(route.pathParameters ? ['path' as const] : []),
    'query',
    ...(route.body ? ['body' as const] : []),
  ];
  const change: fc.Arbitrary<Pick<TestRequest, Part>> = fc.oneof(...has.map((part) => parts[part]));
  const who = fc.constantFrom({ subject: tenant.admin }, { subject: 'olga', operator: true });
  const ask = async (changed: Pick<TestRequest, Part>, by: Pick<TestRequest, 'subject' | 'operator'>) => {
    const response = await api.call({
      ...valid,
      ...changed,
      ...by,
      method: route.method,
      route: route.path,
    });
    const failure = response.status < 500 ? '' : `${JSON.stringify(changed)} ${response.text}`;
    expect(`${response.status} ${failure}`).toMatch(/^[234]\d\d $/);
    if (response.status >= 400) expect(response.bytes.length).toBeLessThan(LARGEST_ANSWER);
  };
  for (const old of OLD_ACQUAINTANCES) {
    for (const parameter of namesOf(route.query)) {
      await ask({ query: { ...valid.query, [parameter]: old } }, { subject: tenant.admin });
    }
    for (const field of namesOf(route.body)) {
      await ask({ body: { ...body, [field]: old } }, { subject: 'olga', operator: true });
    }
  }
  await fc.assert(fc.asyncProperty(change, who, ask), { numRuns: TRIES });
});
