// Generated from count-requests.sql by npm run statements.
import { number, text } from '../../database/parameters.ts';
import { statement } from '../../database/statement.ts';

export interface CountRequestsRow {
  readonly total: number;
}

export const countRequests = statement<CountRequestsRow>()({
  name: 'shared/http/rate/count-requests.sql count_requests',
  parameters: { minute: text, who: text, requests: number },
  notNull: ['total'],
  text: `select count_requests($1::timestamptz, $2, $3::integer) as "total"`,
});
