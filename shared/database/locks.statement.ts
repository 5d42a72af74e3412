// Generated from locks.sql by npm run statements.
import { statement } from './statement.ts';

export const lockPriceBook = statement<object>()({
  name: 'shared/database/locks.sql lock_price_book',
  parameters: {},
  notNull: [],
  text: `select lock_price_book()`,
});

export const lockPricingInputs = statement<object>()({
  name: 'shared/database/locks.sql lock_pricing_inputs',
  parameters: {},
  notNull: [],
  text: `select lock_pricing_inputs()`,
});

export const holdPricingInputs = statement<object>()({
  name: 'shared/database/locks.sql hold_pricing_inputs',
  parameters: {},
  notNull: [],
  text: `select hold_pricing_inputs()`,
});

export const lockFold = statement<object>()({
  name: 'shared/database/locks.sql lock_fold',
  parameters: {},
  notNull: [],
  text: `select lock_fold()`,
});

export interface TryLockFoldRow {
  readonly held: boolean;
}

export const tryLockFold = statement<TryLockFoldRow>()({
  name: 'shared/database/locks.sql try_lock_fold',
  parameters: {},
  notNull: ['held'],
  text: `select try_lock_fold() as "held"`,
});
