// Generated from hold-inputs.sql by npm run statements.
import { statement } from '../../shared/database/statement.ts';

export const holdInputs = statement<object, object>({
  name: 'lambdas/ingest/hold-inputs.sql hold_inputs',
  parameters: {},
  notNull: [],
  text: `select pg_advisory_xact_lock_shared(hashtext('pricing-inputs'))`,
});
