// Generated from data-age.sql by npm run statements.
import { text } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface DataAgeRow {
  readonly days: number | null;
}

export const dataAge = statement<DataAgeRow>()({
  name: 'lambdas/price-feed/data-age.sql data_age',
  parameters: { now: text },
  notNull: [],
  text: `select (extract(epoch from $1::timestamptz - min(data_on)) / 86400)::double precision as days
from (
  select distinct on (price_source) data_on
  from price_feed_imports
  where refusal is null and data_on is not null
  order by price_source, id desc
) as latest`,
});
