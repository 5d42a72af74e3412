import { z } from 'zod';
import { audit } from '../../shared/audit/audit.ts';
import type { Database, Transaction } from '../../shared/database/database.ts';
import { lockPriceBook, lockPricingInputs } from '../../shared/database/locks.statement.ts';
import { parseRows } from '../../shared/database/rows.ts';
import { mayHaveStarted } from '../../shared/start-times/start-times.ts';
import type { FeedProvider } from './feed-schema.ts';
import forgetModelNames from './forget-model-names.sql';
import lastImport from './last-import.sql';
import { planModel } from './plan-model.ts';
import { readPriceBook } from './price-book.ts';
import { largeChanges } from './price-changes.ts';
import type { ReadFeed } from './read-feed.ts';
import recordImport from './record-import.sql';
import requestRecalculation from './request-recalculation.sql';
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

async function shrinkage({ query }: Transaction, names: readonly string[]): Promise<string | undefined> {
  const imported = z.object({ model_names: z.array(z.string()).nullable() });
  const known = parseRows(imported, await query(lastImport))[0]?.model_names ?? [];
  const present = new Set(names);
  const lost = known.filter((name) => !present.has(name));
  if (SHRUNKEN * lost.length <= known.length) return undefined;
  return `shrunken: ${lost.length} of the ${known.length} models of the last import are gone`;
}

async function refuse(
  { query }: Transaction,
  source: string,
  { now }: ImportOptions,
  refusal: string,
  models: number,
): Promise<ImportResult> {
  await query(recordImport, [source, instantText(now), refusal, models, null, 0]);
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
  await transaction.query(forgetModelNames);
  const record = [source, instantText(now), null, names.length, JSON.stringify(names), versions.length];
  await transaction.query(recordImport, record);
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
  await transaction.query(requestRecalculation, [
    instantText(Math.min(...past.map(({ since }) => since))),
    JSON.stringify([...new Set(past.map(({ provider }) => provider))]),
    JSON.stringify([...new Set(past.map(({ model }) => model))]),
  ]);
  await lockPricingInputs.run(transaction);
}
