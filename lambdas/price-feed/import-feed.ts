import { audit } from '../../shared/audit/audit.ts';
import type { Database, Transaction } from '../../shared/database/database.ts';
import { lockPriceBook, lockPricingInputs } from '../../shared/database/locks.statement.ts';
import { mayHaveStarted } from '../../shared/start-times/start-times.ts';
import type { FeedProvider } from './feed-schema.ts';
import { forgetModelNames, lastImport, recordImport, requestFeedRecalculation } from './imports.statement.ts';
import { planModel } from './plan-model.ts';
import { readPriceBook } from './price-book.ts';
import { largeChanges } from './price-changes.ts';
import type { ReadFeed } from './read-feed.ts';
import { wantedPrices, type Refusal } from './wanted-prices.ts';
import { instantText, writePlan } from './write-plan.ts';

const ACTOR = 'price-feed';
/** A feed that has lost more of its models than one in so many is taken for damaged. */
const SHRUNKEN = 5;

export interface ImportOptions {
  /** Epoch milliseconds: when a change without a date begins. */
  readonly now: number;
  /** Takes a feed over although it has lost many of its models. */
  readonly acceptShrunken: boolean;
}

export interface ImportResult {
  /** Why nothing was changed; null: taken over. */
  readonly refusal: string | null;
  readonly models: number;
  readonly versionsCreated: number;
  /** Stored prices that end earlier or later than they did. */
  readonly pricesSuperseded: number;
  /** New versions that differ by more than 10% from the one before. */
  readonly priceChanges: number;
  /** Names of models that are left alone because an operator holds a list price of them. */
  readonly held: number;
  readonly refusedModels: readonly Refusal[];
}

/** Takes the feed over into the price book, whole or not at all. The same feed again changes nothing. */
export async function importFeed(
  database: Database,
  { source, content }: ReadFeed,
  options: ImportOptions,
): Promise<ImportResult> {
  return database.transaction(async (transaction) => {
    await lockPriceBook.run(transaction);
    if ('refusal' in content) return refuse(transaction, source, options, content.refusal, 0);
    const names = content.flatMap(({ id, models }) => models.map((model) => `${id}/${model.id}`));
    const lost = options.acceptShrunken ? undefined : await shrinkage(transaction, names);
    return lost === undefined
      ? takeOver(transaction, source, options, content, names)
      : refuse(transaction, source, options, lost, names.length);
  });
}

async function shrinkage(transaction: Transaction, names: readonly string[]): Promise<string | undefined> {
  const [last] = await lastImport.run(transaction);
  const known = last?.model_names ?? [];
  const present = new Set(names);
  const lost = known.filter((name) => !present.has(name));
  if (SHRUNKEN * lost.length <= known.length) return undefined;
  return `shrunken: ${lost.length} of the ${known.length} models of the last import are gone`;
}

async function refuse(
  transaction: Transaction,
  source: string,
  { now }: ImportOptions,
  refusal: string,
  models: number,
): Promise<ImportResult> {
  const importedAt = instantText(now);
  const refused = { source, importedAt, refusal, models, modelNames: null, versionsCreated: 0 };
  await recordImport.run(transaction, refused);
  const nothing = { versionsCreated: 0, pricesSuperseded: 0, priceChanges: 0, held: 0, refusedModels: [] };
  return { refusal, models, ...nothing };
}

async function takeOver(
  transaction: Transaction,
  source: string,
  { now, acceptShrunken }: ImportOptions,
  providers: readonly FeedProvider[],
  names: readonly string[],
): Promise<ImportResult> {
  const book = await readPriceBook(transaction);
  const wanted = wantedPrices(providers, book.namesInUse);
  const free = wanted.models.filter(({ provider, model }) => !book.isHeld(provider, model));
  const plans = free.map((each) => {
    const stored = book.pricesOf(each.provider, each.model);
    const isNew = stored.length === 0 && each.ownName !== undefined;
    const history = isNew ? book.pricesOf(each.provider, each.ownName) : stored;
    return { ...each, ...planModel(each, stored, history, now) };
  });
  const changes = plans.flatMap(({ prices }) => largeChanges(prices));
  await writePlan(transaction, plans, changes, ACTOR);

  const versions = plans.flatMap(({ prices }) => prices.filter(({ kind }) => kind === 'version'));
  const result = {
    refusal: null,
    models: names.length,
    versionsCreated: versions.length,
    pricesSuperseded: plans.reduce((sum, { superseded }) => sum + superseded.length, 0),
    priceChanges: changes.length,
    held: wanted.models.length - free.length,
    refusedModels: wanted.refused,
  };
  const changed = plans.filter(({ since }) => since < Infinity);
  if (changed.length > 0) {
    const details = { ...result, accepted_shrunken: acceptShrunken };
    const action = 'price_feed.imported';
    await audit(transaction, { organizationId: null, actor: ACTOR, action, subject: source, details });
  }
  await forgetModelNames.run(transaction);
  await recordImport.run(transaction, {
    source,
    importedAt: instantText(now),
    refusal: null,
    models: names.length,
    modelNames: names,
    versionsCreated: versions.length,
  });
  await recalculate(transaction, changed, now);
  return result;
}

interface Changed {
  readonly provider: string;
  readonly model: string;
  readonly since: number;
}

/** What is stored under a price that is not in force any more is priced again. */
async function recalculate(
  transaction: Transaction,
  changed: readonly Changed[],
  now: number,
): Promise<void> {
  const past = changed.filter(
    ({ since }) => since === -Infinity || mayHaveStarted(instantText(since), new Date(now)),
  );
  if (past.length === 0) return;
  await requestFeedRecalculation.run(transaction, {
    since: instantText(Math.min(...past.map(({ since }) => since))),
    providers: [...new Set(past.map(({ provider }) => provider))],
    models: [...new Set(past.map(({ model }) => model))],
  });
  await lockPricingInputs.run(transaction);
}
