// Generated from request-recalculation.sql by npm run statements.
import { json, plain } from '../database/parameters.ts';
import { statement } from '../database/statement.ts';

export interface RequestRecalculationRow {
  readonly id: string;
}

export const requestRecalculation = statement<
  {
    readonly organizationId: string | null | undefined;
    readonly cause: string;
    readonly priceId: string | null | undefined;
    readonly start: string;
    readonly end: string;
    readonly provider: string;
    readonly model: string | null | undefined;
    readonly reason: string | null | undefined;
    readonly correction: object | null | undefined;
  },
  RequestRecalculationRow
>({
  name: 'shared/recalculation/request-recalculation.sql request_recalculation',
  parameters: {
    organizationId: plain,
    cause: plain,
    priceId: plain,
    start: plain,
    end: plain,
    provider: plain,
    model: plain,
    reason: plain,
    correction: json,
  },
  notNull: ['id'],
  text: `select request_recalculation(
  $1, $2, $3, $4, $5, array[$6::text], case when $7::text is not null then array[$7] end, $8, current_subject(), $9
) as "id"`,
});
