// Generated from imports.sql by npm run statements.
import { textArray } from '../../shared/database/array-parameter.ts';
import { plain } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface LastImportRow {
  readonly model_names: string[] | null;
}

export const lastImport = statement<{ readonly priceSource: string }, LastImportRow>({
  name: 'lambdas/price-feed/imports.sql last_import',
  parameters: { priceSource: plain },
  notNull: [],
  text: `select model_names from price_feed_imports
where refusal is null and price_source = $1
order by id desc
limit 1`,
});

export const forgetModelNames = statement<{ readonly priceSource: string }, object>({
  name: 'lambdas/price-feed/imports.sql forget_model_names',
  parameters: { priceSource: plain },
  notNull: [],
  text: `update price_feed_imports set model_names = null where model_names is not null and price_source = $1`,
});

export const recordImport = statement<
  {
    readonly priceSource: string;
    readonly source: string;
    readonly importedAt: string;
    readonly refusal: string | null | undefined;
    readonly models: number;
    readonly modelNames: readonly (string | null | undefined)[] | null | undefined;
    readonly versionsCreated: number;
    readonly dataOn: string | null | undefined;
  },
  object
>({
  name: 'lambdas/price-feed/imports.sql record_import',
  parameters: {
    priceSource: plain,
    source: plain,
    importedAt: plain,
    refusal: plain,
    models: plain,
    modelNames: textArray,
    versionsCreated: plain,
    dataOn: plain,
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

export const requestFeedRecalculation = statement<
  {
    readonly since: string;
    readonly providers: readonly (string | null | undefined)[];
    readonly models: readonly (string | null | undefined)[] | null | undefined;
  },
  RequestFeedRecalculationRow
>({
  name: 'lambdas/price-feed/imports.sql request_feed_recalculation',
  parameters: { since: plain, providers: textArray, models: textArray },
  notNull: [],
  text: `select request_recalculation(
  null, 'price_feed', null, $1::timestamptz, 'infinity', $2::text[], $3::text[],
  'list prices of the sources', 'price-feed')`,
});
