// Generated from locks.sql by npm run statements.
import { statement } from './statement.ts';

export const lockPricingInputs = statement<object, object>({
  name: 'shared/database/locks.sql lock_pricing_inputs',
  parameters: {},
  notNull: [],
  text: `select pg_advisory_xact_lock(hashtext('pricing-inputs'))`,
});
