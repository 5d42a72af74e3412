// Generated from feed-age.sql by npm run statements.
import { plain } from '../../shared/database/parameters.ts';
import { statement } from '../../shared/database/statement.ts';

export interface FeedAgeRow {
  readonly hours: number | null;
}

export const feedAge = statement<{ readonly now: string }, FeedAgeRow>({
  name: 'lambdas/price-feed/feed-age.sql feed_age',
  parameters: { now: plain },
  notNull: [],
  text: `select (extract(epoch from $1::timestamptz - max(imported_at)) / 3600)::double precision as hours
from price_feed_imports
where refusal is null`,
});
