import { Logger } from '@aws-lambda-powertools/logger';
import { z } from 'zod';
import { connect } from '../../shared/database/database.ts';
import { environment } from '../../shared/environment/environment.ts';
import { publish } from '../../shared/metrics/publish.ts';
import { hoursSinceImport } from './feed-age.ts';
import { importFeed, type ImportResult } from './import-feed.ts';
import { priceFeedMetrics } from './metric-names.ts';
import { feedUrl, readFeed } from './read-feed.ts';

const logger = new Logger();
const database = connect({ statementTimeout: 60_000 });
const eventSchema = z.object({ accept_shrunken: z.boolean().default(false) });

/**
 * Run by a schedule: takes the list prices of the feed over. `{"accept_shrunken": true}` takes one over that has lost
 * many of its models. A refused feed is no failure: the next one will be another.
 */
export async function handler(event: unknown): Promise<ImportResult> {
  const { accept_shrunken: acceptShrunken } = eventSchema.parse(event ?? {});
  const { PRICE_FEED_URL: url } = environment({ PRICE_FEED_URL: feedUrl.optional() });
  try {
    const feed = await readFeed(url);
    const result = await importFeed(database, feed, { now: Date.now(), acceptShrunken });
    report(feed.source, result);
    return result;
  } finally {
    const hours = await hoursSinceImport(database, Date.now());
    if (hours !== null) publish(priceFeedMetrics, { age: hours });
  }
}

function report(source: string, result: ImportResult): void {
  const { refusal, refusedModels, ...counts } = result;
  const taken = refusal === null;
  publish(priceFeedMetrics, {
    imports: taken ? 1 : 0,
    refusals: taken ? 0 : 1,
    versions: counts.versionsCreated,
    priceChanges: counts.priceChanges,
    refusedModels: refusedModels.length,
  });
  if (!taken) logger.error('the price feed is refused', { source, refusal, ...counts });
  else logger.info('the price feed is imported', { source, ...counts, refusedModels });
}
