// Generated from correct-price.sql by npm run statements.
import { json, text } from '../../../shared/database/parameters.ts';
import { statement } from '../../../shared/database/statement.ts';

export interface CorrectPriceRow {
  readonly id: string;
}

export const correctPrice = statement<CorrectPriceRow>()({
  name: 'lambdas/pricing/corrections/correct-price.sql correct_price',
  parameters: { priceId: text, correction: json },
  notNull: ['id'],
  text: `select correct_price($1, $2) as "id"`,
});
