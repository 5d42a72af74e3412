import { createLogger } from '../../shared/logging/logger.ts';
import * as z from 'zod';
import { connect } from '../../shared/database/database.ts';
import { environment } from '../../shared/environment/environment.ts';
import { publish } from '../../shared/metrics/publish.ts';
import { recordedRun } from '../../shared/schedules/recorded-run.ts';
import { daysOfData } from './data-age.ts';
import { feedUrl } from './download.ts';
import { importFeed } from './import-feed.ts';
import type { ImportResult } from './import-types.ts';
import { priceFeedMetrics } from './metric-names.ts';
import { isAnythingNew } from './names.statement.ts';
import { readFeed, readPriceList } from './read-feed.ts';
import { priceTable } from './table/price-table.ts';

const logger = createLogger();
const database = connect({ statementTimeout: 60_000 });
const eventSchema = z.object({
  accept_shrunken: z.boolean().default(false),
  only_if_new: z.boolean().default(false),
});

/**
 * Run by schedules: takes the list prices of the sources over, every hour, and within a minute of a model's name, or a
 * provider's source, that no import has seen. `{"accept_shrunken": true}` takes a feed over that has lost many of its
 * models. A refused feed is no failure: the next one will be another.
 */
export async function handler(event: unknown): Promise<ImportResult | null> {
  const { accept_shrunken: acceptShrunken, only_if_new: onlyIfNew } = eventSchema.parse(event ?? {});
  if (onlyIfNew) {
    const { is_new: isNew } = await database.transaction((transaction) => isAnythingNew.one(transaction));
    if (!isNew) return null;
  }
  return recordedRun(database, 'price-feed', () => takeOver(acceptShrunken));
}

async function takeOver(acceptShrunken: boolean): Promise<ImportResult> {
  const { PRICE_FEED_URL: url, PRICE_LIST_URL: secondUrl } = environment({
    PRICE_FEED_URL: feedUrl.optional(),
    PRICE_LIST_URL: feedUrl.optional(),
  });
  const now = Date.now();
  try {
    const feed = await readFeed(url, now);
    const second = secondUrl === undefined ? undefined : await readPriceList(secondUrl, now);
    const result = await importFeed(database, feed, { now, acceptShrunken, table: priceTable, second });
    report(feed.source, result);
    return result;
  } finally {
    const days = await daysOfData(database, now);
    if (days !== null) publish(priceFeedMetrics, { dataAge: days });
  }
}

function report(source: string, result: ImportResult): void {
  const { refusal, secondRefusal, refusedModels, ...counts } = result;
  const refusals = [refusal, secondRefusal].filter((each) => each !== null);
  publish(priceFeedMetrics, {
    imports: refusal === null ? 1 : 0,
    refusals: refusals.length,
    versions: counts.versionsCreated,
    priceChanges: counts.priceChanges,
    refusedModels: refusedModels.length,
    ...(refusal === null ? { disputes: counts.disputes } : {}),
  });
  if (refusals.length > 0) {
    logger.error('a list of prices is refused', { source, refusal, secondRefusal, ...counts });
  } else logger.info('the list prices are imported', { source, ...counts, refusedModels });
}
