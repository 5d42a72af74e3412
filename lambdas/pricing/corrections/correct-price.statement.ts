// Generated from correct-price.sql by npm run statements.
import { json, plain } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface CorrectPriceRow {
  readonly id: string;
}

export const correctPrice = statement<
  { readonly priceId: string; readonly correction: object },
  CorrectPriceRow
>({
  name: 'lambdas/pricing/corrections/correct-price.sql correct_price',
  parameters: { priceId: plain, correction: json },
  notNull: ['id'],
  text: `select correct_price($1, $2) as "id"`,
});
