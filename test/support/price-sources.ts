import { importFeed } from '../../lambdas/price-feed/import-feed.ts';
import type { ImportResult } from '../../lambdas/price-feed/import-types.ts';
import type { ReadFeed } from '../../lambdas/price-feed/read-feed.ts';
import { liteLlm } from '../../lambdas/price-feed/sources/litellm.ts';
import { recalculate } from '../../shared/recalculation/recalculate.ts';
import { createOrganization, store } from './fixture.ts';
import { feedOf, readOf, type FeedContent } from './price-feed.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

export const NOW = '2026-07-01T10:00:00.000Z';
export const LATER = '2026-07-02T10:00:00.000Z';
/** When tasks of {@link Sources.run} start. */
export const TASK = '2026-06-20T10:00:00Z';
export const openai = { openai: { 'gpt-9': { input_mtok: 1, output_mtok: 8 } } };

/** LiteLLM's list of 2026-06-30, of models of OpenAI unless told otherwise. */
export function litellm(models: Record<string, object>): ReadFeed {
  const list = Object.fromEntries(
    Object.entries(models).map(([name, fields]) => [
      name,
      { litellm_provider: 'openai', mode: 'chat', ...fields },
    ]),
  );
  return { name: 'litellm', source: 'test', content: liteLlm(list, '2026-06-30') };
}

export interface Sources {
  readonly database: TestDatabase;
  readonly take: (content: FeedContent, now?: string, options?: object) => Promise<ImportResult>;
  /** Stores a task of 1,000 input and 100 output tokens. */
  readonly run: (provider: string, model: string, fields?: object) => Promise<unknown>;
  readonly all: (query: string) => Promise<unknown[]>;
  readonly costs: () => Promise<unknown[]>;
  readonly recalculateAll: () => Promise<unknown>;
}

const databases: TestDatabase[] = [];

/** A database of its own with an organization whose baseline is any model of OpenAI, which has none. */
export async function startSources(): Promise<Sources> {
  const database = await createTestDatabase();
  databases.push(database);
  const organizationId = await createOrganization(database, { baseline: 'openai' });
  const all = async (query: string): Promise<unknown[]> => (await database.admin.query(query)).rows;
  return {
    database,
    all,
    take: (content, now = NOW, options = {}) =>
      importFeed(database.feed, readOf(feedOf(content)), {
        now: Date.parse(now),
        acceptShrunken: true,
        ...options,
      }),
    run: (provider, model, fields = {}) => {
      const usage = { tokens_used: undefined, input_tokens: 1000, output_tokens: 100 };
      const execution = { provider, model, start_time: TASK, ...usage, ...fields };
      return store(database, organizationId, [execution], '2026-07-01T09:00:00Z');
    },
    costs: () =>
      all(`select model, actual_cost::text as cost, unpriced_reason as reason, price_basis as basis
           from task_executions order by model collate "C"`),
    recalculateAll: () => recalculate(database.pricing, { timeIsUp: () => false }),
  };
}

export const dropSources = () => Promise.all(databases.map((each) => each.drop()));
