import type { Database, Transaction } from '../../shared/database/database.ts';
import { lockPriceBook } from '../../shared/database/locks.statement.ts';
import { lastImport, recordImport } from './imports.statement.ts';
import type { ReadFeed } from './read-feed.ts';
import { namesOf } from './sources/price-source.ts';
import type { ImportOptions, ImportResult } from './import-types.ts';
import { takeOver } from './take-over.ts';
import { instantText } from './write-plan.ts';

/** A feed that has lost more of its models than one in so many is taken for damaged. */
const SHRUNKEN = 5;

/**
 * Takes the feed, the table and the second source over into the price book, whole or not at all; without a second source
 * that is as it should be, the others alone. The same again changes nothing.
 */
export async function importFeed(
  database: Database,
  feed: ReadFeed,
  options: ImportOptions,
): Promise<ImportResult> {
  return database.transaction(async (transaction) => {
    await lockPriceBook.run(transaction);
    const { content } = feed;
    const refusal = await refusalOf(transaction, feed, options);
    if ('refusal' in content) return refuse(transaction, feed, content.refusal, options);
    if (refusal !== undefined) return refuse(transaction, feed, refusal, options);
    const { second, secondRefusal } = await readSecond(transaction, options);
    const lists = { feed: { ...feed, content }, table: options.table, second, secondRefusal };
    return takeOver(transaction, lists, options);
  });
}

/** The second source, unless it is to be left out. */
async function readSecond(transaction: Transaction, options: ImportOptions) {
  const { second } = options;
  if (second === undefined) return { second, secondRefusal: null };
  const { content } = second;
  const refusal = await refusalOf(transaction, second, options);
  if ('refusal' in content || refusal !== undefined) {
    await refuse(transaction, second, refusal ?? '', options);
    return { second: undefined, secondRefusal: refusal ?? '' };
  }
  return { second: { ...second, content }, secondRefusal: null };
}

/** Why a feed is refused: it is malformed, or has lost many of its models. */
async function refusalOf(
  transaction: Transaction,
  { name, content }: ReadFeed,
  { acceptShrunken }: ImportOptions,
): Promise<string | undefined> {
  if ('refusal' in content) return content.refusal;
  if (acceptShrunken) return undefined;
  const [last] = await lastImport.run(transaction, { priceSource: name });
  const before = last?.model_names ?? [];
  const present = new Set(namesOf(content));
  const lost = before.filter((model) => !present.has(model));
  if (SHRUNKEN * lost.length <= before.length) return undefined;
  return `shrunken: ${lost.length} of the ${before.length} models of the last import are gone`;
}

async function refuse(
  transaction: Transaction,
  { name, source, content }: ReadFeed,
  refusal: string,
  { now }: ImportOptions,
): Promise<ImportResult> {
  const models = 'refusal' in content ? 0 : namesOf(content).length;
  await recordImport.run(transaction, {
    priceSource: name,
    source,
    importedAt: instantText(now),
    refusal,
    models,
    modelNames: null,
    versionsCreated: 0,
    dataOn: null,
  });
  const nothing = { versionsCreated: 0, pricesSuperseded: 0, priceChanges: 0, held: 0, disputes: 0 };
  return { refusal, secondRefusal: null, models, ...nothing, refusedModels: [] };
}
