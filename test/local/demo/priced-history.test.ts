import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { analyticsOperations } from '../../../lambdas/analytics/operations.ts';
import { savingsSummary } from '../../../lambdas/analytics/savings-summary/contract.ts';
import { ingest } from '../../../lambdas/ingest/ingest.ts';
import { knownOrganizations } from '../../../lambdas/ingest/known-organizations.ts';
import { allowedSenders } from '../../../lambdas/ingest/senders/allowed-senders.ts';
import { keyedHashes } from '../../../shared/users/keyed-hashes.ts';
import { importFeed } from '../../../lambdas/price-feed/import-feed.ts';
import { readFeed } from '../../../lambdas/price-feed/read-feed.ts';
import { priceTable } from '../../../lambdas/price-feed/table/price-table.ts';
import { organizationsOperations } from '../../../lambdas/organizations/operations.ts';
import { pricingOperations } from '../../../lambdas/pricing/operations.ts';
import type { CallApi } from '../../../local/demo/api.ts';
import type { ExecutionMessage } from '../../../local/demo/execution.ts';
import { createFaults } from '../../../local/demo/faults.ts';
import { createHistory } from '../../../local/demo/history.ts';
import {
  createDemoOrganization,
  DEMO_SUBJECT,
  demoOrganization,
  furnish,
} from '../../../local/demo/organization.ts';
import { apiOf } from '../../support/api.ts';
import { message } from '../../support/messages.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const SEED = '00000000-0000-4000-8000-0123456789ab';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** What the demo calls over HTTP, as an operator, on the real handlers. */
function operatorAt(now: string): CallApi {
  const organizations = apiOf(organizationsOperations, database.api);
  const pricing = apiOf(pricingOperations, database.api);
  return async (method, path, { body, tolerated } = {}) => {
    const [, collection, id = '', part = '', subject = ''] = path.split('/');
    const api = collection === 'pricing' ? pricing : organizations;
    const ofOne = subject === '' ? `/{id}/${part}` : `/{id}/${part}/{subject}`;
    const route = `/api/v1/${collection}${id === '' ? '' : ofOne}`;
    const answer = await api.call({
      method,
      route,
      ...(id === '' ? {} : { path: { id, subject } }),
      body,
      subject: 'olga',
      operator: true,
      now,
    });
    if (answer.status >= 300 && answer.status !== tolerated) throw new Error(answer.text);
    return answer.body;
  };
}

/** The one clock of the database that messages meet: partitions are made for some weeks ahead. */
async function setClock(now: string): Promise<void> {
  const file = new URL('../../../sql/functions/25_ensure_partitions.sql', import.meta.url);
  await database.admin.query((await readFile(file, 'utf8')).replace('now()', `timestamptz '${now}'`));
}

/** As `npm start` leaves it: the feed runs at once. */
async function load(now: string) {
  await setClock(now);
  const end = new Date(now);
  const feed = await readFeed(undefined, end.getTime());
  await importFeed(database.feed, feed, { now: end.getTime(), acceptShrunken: false, table: priceTable });
  const operator = operatorAt(now);
  const organizationId = await createDemoOrganization(operator);
  await furnish(operator, organizationId, end);
  const timeZone = demoOrganization.time_zone;
  // Of an organization that is the same in every run, since chance decides what a history holds.
  const history = createHistory({ organizationId: SEED, timeZone, end, executions: 3_000 }).map((sent) => ({
    ...sent,
    data: { ...sent.data, organization_id: organizationId },
  }));
  const clock = () => end.getTime();
  const send = (messages: readonly ExecutionMessage[]) =>
    ingest(messages.map(message), {
      database: database.ingest,
      organizationsOf: knownOrganizations(database.ingest, clock),
      allowedSenders: allowedSenders(database.ingest, clock),
      hashes: keyedHashes('test-secret'),
      now: clock,
      onFailure: () => undefined,
    });
  const result = await send(history);
  const faults = createFaults(history, end);
  return { organizationId, history, result, faults, refused: await send(faults), operator, end };
}

type Loaded = Awaited<ReturnType<typeof load>>;

// List prices of GitHub Copilot change in between: by the request, then by the token.
describe.each(['2026-04-15T14:20:00Z', '2027-01-20T09:00:00Z'])('the history until %s', (now) => {
  let loaded: Loaded;
  beforeAll(async () => {
    loaded = await load(now);
  });

  const count = async (condition: string) => {
    const { rows } = await database.admin.query<{ count: number }>(
      `select count(*)::integer from task_executions where organization_id = $1 and ${condition}`,
      [loaded.organizationId],
    );
    return rows[0]?.count ?? 0;
  };

  test('is stored whole', () => {
    expect(loaded.result).toMatchObject({ stored: loaded.history.length, rejected: 0, failed: [] });
  });

  test('saves a quarter to less than half, as its member sees', async () => {
    const summary = await apiOf(analyticsOperations, database.api).result(savingsSummary, {
      subject: DEMO_SUBJECT,
      query: { organization_id: loaded.organizationId, start_date: loaded.history[0]?.data.start_time ?? '' },
      now,
    });
    expect(summary.tasks).toBe(loaded.history.length);
    expect(summary.savings_percentage).toBeGreaterThan(25);
    expect(summary.savings_percentage).toBeLessThan(45);
  });

  test('holds some of everything that a finance department asks about', async () => {
    const share = async (condition: string) => (await count(condition)) / loaded.history.length;
    const failed = await share('not success');
    expect(failed).toBeGreaterThan(0.025);
    expect(failed).toBeLessThan(0.06);
    expect(await count('not success and error_message is null')).toBe(0);
    const losses = await share('success and savings < 0');
    expect(losses).toBeGreaterThan(0.005);
    expect(losses).toBeLessThan(0.15);
    expect(await count("unpriced_reason = 'actual_price_missing'")).toBeGreaterThan(0);
    expect(await count("unpriced_reason = 'actual_token_split_missing'")).toBeGreaterThan(0);
    expect(await share('unpriced_reason is not null')).toBeLessThan(0.03);
    for (const column of ['provider', 'task_type']) {
      const { rows } = await database.admin.query(
        `select ${column} from task_executions
         where organization_id = $1 and unpriced_reason is null group by 1 having count(*) > 100`,
        [loaded.organizationId],
      );
      expect(rows).toHaveLength(column === 'provider' ? 3 : 4);
    }
  });

  test('compares some of it with other baselines, by the rules of the organization', async () => {
    const others = { label: ['openai_codex', 'gpt-5.2-codex'], task_type: ['anthropic', 'claude-haiku-4-5'] };
    for (const [rule, [provider, model]] of Object.entries(others)) {
      const compared = `baseline_rule = '${rule}'`;
      expect(await count(compared)).toBeGreaterThan(200);
      expect(
        await count(`${compared} and (baseline_provider, baseline_model) <> ('${provider}', '${model}')`),
      ).toBe(0);
    }
    expect(await count("unpriced_reason in ('baseline_price_missing', 'service_tier_price_missing')")).toBe(
      0,
    );
  });

  test('costs what the provider says, but where a gateway rounds its bills', async () => {
    const { rows } = await database.admin.query<{
      model: string;
      tasks: number;
      wrong: number;
      flagged: boolean;
    }>(
      `select model, count(*)::integer as tasks,
         count(*) filter (where abs(actual_cost - provider_cost) > 0.00000001)::integer as wrong,
         abs(sum(actual_cost) - sum(provider_cost)) > greatest(0.01, 0.01 * sum(provider_cost)) as flagged
       from task_executions where organization_id = $1 and provider_cost is not null group by model order by model`,
      [loaded.organizationId],
    );
    expect(rows).toEqual([
      { model: 'claude-haiku-4-5', tasks: rows[0]?.wrong, wrong: expect.any(Number), flagged: true },
      { model: 'claude-sonnet-4-5', tasks: expect.any(Number), wrong: 0, flagged: false },
    ]);
    expect(rows[0]?.tasks).toBeLessThan(rows[1]?.tasks ?? 0);
  });

  test('uses a model whose price another list disputes', async () => {
    expect(await count("model = 'deepseek-chat' and unpriced_reason is null")).toBeGreaterThan(3);
    const feed = await readFeed(undefined, loaded.end.getTime());
    const options = { now: loaded.end.getTime(), acceptShrunken: false, table: priceTable };
    await importFeed(database.feed, feed, options);
    const { rows } = await database.admin.query('select distinct provider, model from price_disputes');
    expect(rows).toEqual([{ provider: 'deepseek', model: 'deepseek-chat' }]);
  });

  test('has what is refused beside it', async () => {
    const { faults, refused } = loaded;
    expect(refused).toMatchObject({ stored: 0, rejected: faults.length, failed: [] });
    const { rows } = await database.admin.query(
      'select reason from ingest_rejections where organization_id = $1 group by 1 order by 1',
      [loaded.organizationId],
    );
    expect(rows).toEqual([{ reason: 'conflicting_duplicate' }, { reason: 'impossible_token_split' }]);
  });

  test('costs less for the same usage once the contract is in force', async () => {
    const begins = new Date(loaded.end.getTime() - 40 * 86_400_000).toISOString().slice(0, 10);
    const ratios = async (condition: string) => {
      const { rows } = await database.admin.query(
        `select distinct round(actual_cost / baseline_cost, 6)::float as ratio from task_executions
         where organization_id = $1 and model = 'gemini-2.5-pro' and unpriced_reason is null
           and baseline_rule = 'organization' and ${condition}`,
        [loaded.organizationId],
      );
      return rows;
    };
    const inForce = `start_time >= '${begins}T00:00:00Z'`;
    expect(await ratios(`not ${inForce} and input_tokens <= 200000`)).toEqual([{ ratio: 1 }]);
    expect(await ratios(inForce)).toEqual([{ ratio: 0.8 }]);
  });

  test('can be set up again after an interruption', async () => {
    const prices = async () =>
      (await database.admin.query('select id from provider_pricing order by id')).rows;
    const before = await prices();
    await furnish(loaded.operator, loaded.organizationId, loaded.end);
    expect(await prices()).toEqual(before);
  });
});
