// Generated from imports.sql by npm run statements.
import { textArray } from '../../shared/database/array-parameter.ts';
import { nullable, number, text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface LastImportRow {
  readonly model_names: string[] | null;
}

export const lastImport = statement<LastImportRow>()({
  name: 'lambdas/price-feed/imports.sql last_import',
  parameters: { priceSource: text },
  notNull: [],
  text: `select model_names from price_feed_imports
where refusal is null and price_source = $1
order by id desc
limit 1`,
});

export const forgetModelNames = statement<object>()({
  name: 'lambdas/price-feed/imports.sql forget_model_names',
  parameters: { priceSource: text },
  notNull: [],
  text: `update price_feed_imports set model_names = null where model_names is not null and price_source = $1`,
});

export const recordImport = statement<object>()({
  name: 'lambdas/price-feed/imports.sql record_import',
  parameters: {
    priceSource: text,
    source: text,
    importedAt: text,
    refusal: nullable(text),
    models: number,
    modelNames: nullable(textArray),
    versionsCreated: number,
    dataOn: nullable(text),
  },
  notNull: [],
  text: `insert into price_feed_imports (
  price_source, source, imported_at, refusal, models, model_names, versions_created, data_on)
values (
  $1, $2, $3, $4, $5, $6, $7, $8::date)`,
});

export interface RequestFeedRecalculationRow {
  readonly request_recalculation: string | null;
}

export const requestFeedRecalculation = statement<RequestFeedRecalculationRow>()({
  name: 'lambdas/price-feed/imports.sql request_feed_recalculation',
  parameters: { since: text, providers: textArray, models: nullable(textArray) },
  notNull: [],
  text: `select request_recalculation(
  null, 'price_feed', null, $1::timestamptz, 'infinity', $2::text[], $3::text[],
  'list prices of the sources', 'price-feed')`,
});
