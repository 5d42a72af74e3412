// Generated from request-recalculation.sql by npm run statements.
import { json, nullable, text } from '../database/parameters.ts';
import { statement } from '../database/statement.ts';

export interface RequestRecalculationRow {
  readonly id: string;
}

export const requestRecalculation = statement<RequestRecalculationRow>()({
  name: 'shared/recalculation/request-recalculation.sql request_recalculation',
  parameters: {
    organizationId: nullable(text),
    cause: text,
    priceId: nullable(text),
    start: text,
    end: text,
    provider: text,
    model: nullable(text),
    reason: nullable(text),
    correction: nullable(json),
  },
  notNull: ['id'],
  text: `select request_recalculation(
  $1, $2, $3, $4, $5, array[$6::text], case when $7::text is not null then array[$7] end, $8, current_subject(), $9
) as "id"`,
});
