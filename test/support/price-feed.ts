import { importFeed } from '../../lambdas/price-feed/import-feed.ts';
import type { ImportResult } from '../../lambdas/price-feed/import-types.ts';
import { feedSchema } from '../../lambdas/price-feed/feed-schema.ts';
import { feedSource, type ReadFeed } from '../../lambdas/price-feed/read-feed.ts';
import type { TestDatabase } from './test-database.ts';

/** Prices by provider and model, as the feed writes them. */
export type FeedContent = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A feed in which each model matches its own name alone. */
export function feedOf(content: FeedContent) {
  return Object.entries(content).map(([id, models]) => ({
    id,
    models: Object.entries(models).map(([model, prices]) => ({
      id: model,
      match: { equals: model },
      prices,
    })),
  }));
}

/** A feed as it is read, whose data are of a day. */
export function readOf(feed: unknown, confirmedOn = '2026-05-31'): ReadFeed {
  const content = feedSource(feedSchema.parse(feed), confirmedOn);
  return { name: content.name, source: 'test', content };
}

/** Imports a feed, as the job does at `now`. */
export function importContent(
  database: TestDatabase,
  content: FeedContent,
  now: string,
  { acceptShrunken = false } = {},
): Promise<ImportResult> {
  return importFeed(database.feed, readOf(feedOf(content)), { now: Date.parse(now), acceptShrunken });
}

/** The feed's prices in force as `provider/model unit above from cost`, with end and part of the day where they have one. */
export async function feedPrices({ admin }: TestDatabase): Promise<string[]> {
  const { rows } = await admin.query<{ price: string }>(`
    select provider || '/' || model || ' ' || pricing_model
      || case when above_input_tokens > 0 then ' >' || above_input_tokens else '' end
      || case when (daily_start, daily_end) = ('00:00', '24:00') then '' else ' ' || left(daily_start::text, 5) || '-' || left(daily_end::text, 5) end
      || ' ' || effective_date || coalesce(' ' || end_date, '') || ': ' || trim_scale(cost_per_unit * 1e6) as price
    from provider_pricing
    where source = 'provider_api' and superseded_at is null
    order by provider, model, pricing_model, above_input_tokens, daily_start, effective_date`);
  return rows.map(({ price }) => price.replaceAll('+00', '').replaceAll(' 00:00:00', ''));
}
