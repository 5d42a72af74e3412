import { audit } from '../../shared/audit/audit.ts';
import type { Transaction } from '../../shared/database/database.ts';
import { lockPricingInputs } from '../../shared/database/locks.statement.ts';
import { mayHaveStarted } from '../../shared/start-times/start-times.ts';
import { dollars } from './exact-price.ts';
import type { Dispute } from './disputes.ts';
import { endDisputes, recordDisputes } from './disputes.statement.ts';
import { insertFactors, storedFactors, supersedeFactors } from './factors.statement.ts';
import type { ImportOptions, ImportResult } from './import-types.ts';
import { forgetModelNames, recordImport, requestFeedRecalculation } from './imports.statement.ts';
import { modelFinder } from './model-names.ts';
import { applyPriceSources, lookUpNames, namesToLookUp, priceSourcesOf } from './names.statement.ts';
import { planFactors, type FactorPlan } from './plan-factors.ts';
import { planModel, type ModelPlan } from './plan-model.ts';
import { readPriceBook, type PriceBook } from './price-book.ts';
import { largeChanges } from './price-changes.ts';
import { namesOf, type PriceSource } from './sources/price-source.ts';
import { sourceIndex } from './sources/source-index.ts';
import { wantedFactors } from './wanted-factors.ts';
import { wantedPrices, type WantedModel } from './wanted-prices.ts';
import { instantText, writePlan } from './write-plan.ts';

/** On the audit log. */
const JOB = 'payback-price-feed';

interface Read {
  readonly source: string;
  readonly content: PriceSource;
}

interface Sources {
  readonly feed: Read;
  readonly table: PriceSource | undefined;
  readonly second: Read | undefined;
  readonly secondRefusal: string | null;
}

/** Plans and writes an import; the price book is locked. */
export async function takeOver(
  transaction: Transaction,
  { feed, table, second, secondRefusal }: Sources,
  { now, acceptShrunken }: ImportOptions,
): Promise<ImportResult> {
  const settings = await priceSourcesOf.run(transaction);
  const billedBy = new Map(settings.map((row) => [row.provider, row.price_source]));
  const unapplied = settings.filter((row) => row.applied_source !== row.price_source);
  // Of those that had none before, what is stored is of the same source, or there is nothing.
  const renewed = new Set(
    unapplied.filter((row) => row.applied_source !== null).map(({ provider }) => provider),
  );
  const sources = [
    sourceIndex(feed.content, modelFinder(feed.content)),
    ...[table, second?.content].flatMap((each) => (each ? [sourceIndex(each)] : [])),
  ];
  const names = await namesToLookUp.run(transaction);
  const book = await readPriceBook(transaction);
  const wanted = wantedPrices(sources, billedBy, book, now);
  const plans = planned(wanted.models, book, renewed, now);
  const changes = plans.flatMap(({ prices }) => largeChanges(prices));
  await writePlan(transaction, plans, changes, JOB);
  const factors = planFactors(
    wantedFactors(sources, billedBy, wanted.models),
    (await storedFactors.run(transaction)).map((row) => ({
      ...row,
      from: row.effective_from,
      until: row.effective_until,
    })),
    renewed,
    now,
  );
  await writeFactors(transaction, factors);
  await writeDisputes(transaction, wanted.disputes);
  if (unapplied.length > 0) await applyPriceSources.run(transaction, { settings });
  if (names.length > 0) await lookUpNames.run(transaction, { names });

  const versions = plans.flatMap(({ prices }) => prices.filter(({ kind }) => kind === 'version'));
  const isFree = (each: WantedModel) => !book.isHeld(each.provider, each.model, null);
  const result = {
    refusal: null,
    secondRefusal,
    models: namesOf(feed.content).length,
    versionsCreated: versions.length,
    pricesSuperseded: plans.reduce((sum, { superseded }) => sum + superseded.length, 0),
    priceChanges: changes.length,
    held: wanted.models.filter((each) => !isFree(each)).length,
    disputes: wanted.disputes.length,
    refusedModels: wanted.refused,
  };
  const changed: Changed[] = [
    ...plans.filter(({ since }) => since < Infinity),
    ...factors.changed,
    ...unapplied.map(({ provider }) => ({ provider, model: null, since: -Infinity })),
  ];
  if (changed.length > 0) {
    const details = { ...result, accepted_shrunken: acceptShrunken };
    const action = 'price_feed.imported';
    await audit(transaction, { organizationId: null, actor: JOB, action, subject: feed.source, details });
  }
  for (const read of [feed, second]) if (read) await record(transaction, read, versions.length, now);
  await recalculate(transaction, changed, now);
  return result;
}

/** What has to be written for each name; of providers that are billed by another source than before, all anew. */
function planned(
  models: readonly WantedModel[],
  book: PriceBook,
  renewed: ReadonlySet<string>,
  now: number,
): (ModelPlan & { readonly provider: string; readonly model: string | null })[] {
  const free = models.filter(({ provider, model }) => !book.isHeld(provider, model, null));
  const plans = free.map((each) => {
    const { provider, model, ownName } = each;
    const stored = renewed.has(provider) ? [] : book.pricesOf(provider, model);
    const isNew = stored.length === 0 && ownName !== undefined && !renewed.has(provider);
    const history = isNew ? book.pricesOf(provider, ownName) : stored;
    const lines = each.lines.filter(({ serviceTier }) => !book.isHeld(provider, model, serviceTier));
    return { provider, model, ...planModel({ ...each, lines }, stored, history, now) };
  });
  const gone = [...renewed].map((provider) => ({
    provider,
    model: null,
    prices: [],
    confirmed: [],
    superseded: book.idsOf(provider).map((id) => ({ id, by: null })),
    since: Infinity,
  }));
  return [...gone, ...plans];
}

async function writeFactors(transaction: Transaction, { superseded, inserted }: FactorPlan): Promise<void> {
  if (superseded.length > 0) await supersedeFactors.run(transaction, { superseded });
  if (inserted.length === 0) return;
  const factors = inserted.map(({ from, until, note, ...factor }) => ({
    ...factor,
    effective_date: instantText(from),
    end_date: until === Infinity ? null : instantText(until),
    notes: note,
  }));
  await insertFactors.run(transaction, { factors });
}

async function writeDisputes(transaction: Transaction, found: readonly Dispute[]): Promise<void> {
  const disputes = found.map((dispute) => ({
    provider: dispute.provider,
    model: dispute.model,
    pricing_model: dispute.unit,
    above_input_tokens: dispute.aboveInputTokens,
    cost_per_unit: dollars(dispute.picodollars),
    price_source: dispute.source,
    other_cost_per_unit: dollars(dispute.otherPicodollars),
    other_source: dispute.otherSource,
  }));
  await endDisputes.run(transaction, { disputes });
  if (disputes.length > 0) await recordDisputes.run(transaction, { disputes });
}

async function record(
  transaction: Transaction,
  { source, content }: Read,
  versionsCreated: number,
  now: number,
): Promise<void> {
  const priceSource = content.name;
  const modelNames = namesOf(content);
  const [model] = content.providers.flatMap(({ models }) => models);
  await forgetModelNames.run(transaction, { priceSource });
  await recordImport.run(transaction, {
    priceSource,
    source,
    importedAt: instantText(now),
    refusal: null,
    models: modelNames.length,
    modelNames,
    versionsCreated,
    dataOn: model?.confirmedOn ?? null,
  });
}

interface Changed {
  readonly provider: string;
  /** Null: any. */
  readonly model: string | null;
  readonly since: number;
}

/** What is stored under a price that is no longer in force is priced again. */
async function recalculate(
  transaction: Transaction,
  changed: readonly Changed[],
  now: number,
): Promise<void> {
  const past = changed.filter(
    ({ since }) => since === -Infinity || mayHaveStarted(instantText(since), new Date(now)),
  );
  if (past.length === 0) return;
  const models = past.flatMap(({ model }) => model ?? []);
  await requestFeedRecalculation.run(transaction, {
    since: instantText(Math.min(...past.map(({ since }) => since))),
    providers: [...new Set(past.map(({ provider }) => provider))],
    models: models.length < past.length ? null : [...new Set(models)],
  });
  await lockPricingInputs.run(transaction);
}
